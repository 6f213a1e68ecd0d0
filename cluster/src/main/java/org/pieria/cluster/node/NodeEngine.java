package org.pieria.cluster.node;

import java.io.PrintStream;
import java.nio.file.Path;
import org.pieria.cluster.cli.EditOptions;
import org.pieria.cluster.cli.Engine;
import org.pieria.cluster.cli.EvaluateOptions;
import org.pieria.cluster.cli.GenerateOptions;
import org.pieria.cluster.cli.NodeOptions;
import org.pieria.worker.collective.DataPlaneDriver;
import org.pieria.worker.data.EmojiShards;

/** What stands behind the command line: the real nodes. */
public final class NodeEngine implements Engine {

    @Override
    public int coordinator(NodeOptions options) throws Exception {
        try (CoordinatorNode node = CoordinatorNode.start(options)) {
            return node.await();
        }
    }

    @Override
    public int worker(NodeOptions options) throws Exception {
        try (WorkerNode node = WorkerNode.start(options)) {
            return node.await();
        }
    }

    @Override
    public int generate(GenerateOptions options) throws Exception {
        return Generation.paint(options);
    }

    @Override
    public int edit(EditOptions options) throws Exception {
        return Editing.edit(options);
    }

    @Override
    public int evaluate(EvaluateOptions options) throws Exception {
        return Judging.judge(options);
    }

    @Override
    public AutoCloseable dataPlane(Path folder) {
        return DataPlaneDriver.start(folder);
    }

    @Override
    public void prepareEmoji(Path folder, PrintStream progress) throws Exception {
        EmojiShards.prepare(folder, (done, of) -> {
            if (done % 500 == 0 || done == of) {
                progress.println("wrote " + done + " of " + of + " pictures");
            }
        });
    }
}
