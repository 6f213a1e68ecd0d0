package org.pieria.worker;

import com.typesafe.config.Config;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pieria.actors.port.HostReport;
import org.pieria.checkpointing.run.RunDirectory;
import org.pieria.model.text.TextEncoder;
import org.pieria.worker.collective.CollectiveConfig;
import org.pieria.worker.collective.DataPlane;
import org.pieria.worker.data.DataConfig;
import org.pieria.worker.data.DataSet;
import org.pieria.worker.engine.CanaryRecords;
import org.pieria.worker.engine.CheckpointFiles;
import org.pieria.worker.engine.HostEngine;
import org.pieria.worker.engine.SafetensorsCheckpoints;
import org.pieria.worker.engine.StatePort;
import org.pieria.worker.jobs.HostJobs;
import org.pieria.worker.phase.ConfiguredPhases;
import org.pieria.worker.phase.RunData;
import org.pieria.worker.phase.RunModels;
import org.pieria.worker.step.EngineConfig;
import org.pieria.worker.text.TextConfig;
import org.pieria.worker.tokens.TokenManifest;
import org.tensorflow.TensorFlow;

/** Makes a host's engine out of a configuration and a run directory. Blocking: it reads the data set. */
public final class Host {

    private Host() {}

    /**
     * Who asks for an engine.
     *
     * @param worker the worker's name
     * @param directory the run directory, which must exist
     * @param contract the digest of the contract
     */
    public record Asking(String worker, Path directory, String contract, Config configuration) {}

    /**
     * An engine that is ready, and what its data set is.
     *
     * @param dataDigest of the index of the data set; equal on all hosts of a run
     * @param dataSummary for the log
     * @param textEncoder name of the text encoder, with the digest of its weights where they are the user's
     * @param skipped what of it cannot be used, each with shard, key and reason
     */
    public record Ready(
            HostEngine engine, String dataDigest, String dataSummary, String textEncoder, List<String> skipped) {

        public Ready {
            skipped = List.copyOf(skipped);
        }
    }

    /** Opens the data set and the data plane, and makes the engine. */
    public static Ready open(Asking asking) throws IOException {
        Config root = asking.configuration();
        EngineConfig engine = EngineConfig.from(root);
        DataConfig dataConfig = DataConfig.from(root);
        DataSet set = DataSet.open(dataConfig, asking.directory().resolve("data/emoji"), (done, of) -> {});
        RunData data = new RunData(set, dataConfig.heldOut());
        TextEncoder text = TextConfig.from(root).open();
        RunModels models = new RunModels(root, text.width());
        TokenManifest tokens = new TokenManifest(asking.directory(), set.size());
        CheckpointFiles checkpoints = new SafetensorsCheckpoints(asking.directory());
        HostJobs jobs = new HostJobs(
                root, engine, models, new HostJobs.Sources(asking.directory(), data, text, tokens::read, checkpoints));
        CollectiveConfig collective = CollectiveConfig.from(root);
        StatePort states = StatePort.open(collective.host(), collective.stepDeadline());
        DataPlane plane = DataPlane.open(collective);
        HostEngine.Parts parts = new HostEngine.Parts(
                new ConfiguredPhases(root, models, data, new ConfiguredPhases.Earlier(tokens::read, checkpoints)),
                plane,
                states,
                checkpoints,
                jobs,
                new CanaryRecords(asking.directory()));
        HostReport report = report(asking, engine, new Addresses(plane.address(), states.address()));
        return new Ready(
                new HostEngine(report, engine, parts),
                set.index().digest(),
                set.index().summary(),
                text.name(),
                set.index().skipped().stream().map(Object::toString).toList());
    }

    private record Addresses(String data, String state) {}

    private static HostReport report(Asking asking, EngineConfig engine, Addresses addresses) throws IOException {
        Map<String, String> versions = new TreeMap<>();
        versions.put("java", Runtime.version().toString());
        versions.put("tensorflow", TensorFlow.version());
        return new HostReport(
                asking.worker(),
                hostName(),
                ProcessHandle.current().pid(),
                engine.device().name(),
                engine.lanes(),
                addresses.data(),
                addresses.state(),
                asking.contract(),
                RunDirectory.existing(asking.directory()).identity().id(),
                asking.configuration().getString("pieria.workers.unit"),
                versions);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
