package org.pieria.cluster.launch;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pieria.cluster.config.Configuration;
import org.pieria.cluster.config.Contract;
import org.pieria.cluster.exit.ExitCode;
import org.pieria.cluster.exit.ExitException;

/**
 * The files that the launcher reads and writes in a run directory.
 *
 * @param directory absolute
 */
public record RunFolder(Path directory) {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    public RunFolder {
        directory = directory.toAbsolutePath().normalize();
    }

    /** What a child writes, by its name. */
    public Path log(String child) {
        return directory.resolve("logs").resolve(child + ".log");
    }

    /** The resolved configuration that the children read; readable by the owner only, for it may hold the token. */
    public Path configuration() {
        return records().resolve("pieria.conf");
    }

    /** The summary of the run. */
    public Path report() {
        return directory.resolve("report.json");
    }

    /** Where the coordinator answers HTTP; empty until it has written it. */
    public Optional<String> httpAddress() {
        try {
            String address = Files.readString(httpAddressFile()).strip();
            return address.isEmpty() ? Optional.empty() : Optional.of(address);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Refuses a directory that holds a run of another contract: its bits could not go on. */
    public void requireContract(Contract contract) throws IOException {
        if (!Files.exists(directory.resolve("run.json")) || !Files.exists(contractFile())) {
            return;
        }
        Contract recorded =
                Contract.of(JSON.readValue(contractFile().toFile(), new TypeReference<Map<String, String>>() {}));
        List<String> differences = contract.differences(recorded);
        if (!differences.isEmpty()) {
            throw new ExitException(
                    ExitCode.CONFIGURATION,
                    directory + " holds a run of another contract:\n  " + String.join("\n  ", differences)
                            + "\nContinue it with the recorded values, or choose another --dir.");
        }
    }

    /** Makes it ready for children: folders, configuration and contract written, the address of an older run gone. */
    public void prepare(Configuration configuration) throws IOException {
        Files.createDirectories(records());
        Files.createDirectories(directory.resolve("logs"));
        Files.deleteIfExists(httpAddressFile());
        writePrivately(configuration().toAbsolutePath(), configuration.render());
        JSON.writerWithDefaultPrettyPrinter()
                .writeValue(contractFile().toFile(), configuration.contract().values());
    }

    private Path records() {
        return directory.resolve("records");
    }

    private Path httpAddressFile() {
        return records().resolve("http-address");
    }

    private Path contractFile() {
        return records().resolve("contract.json");
    }

    private static void writePrivately(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (posix) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, text);
    }
}
