package org.pieria.checkpointing.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A disk whose n-th operation fails; it also tells which operations were asked of it, in order. */
public final class FailingDisk implements Disk {

    /** How an operation fails. */
    public enum Failure {
        /** It does nothing, or half of a write; later ones work: a full disk. */
        REFUSED,
        /** As if the process died in it: neither it nor any later one happens, half of a write excepted. */
        DEATH,
        /** It happens, but is reported as failed, and no later one happens. */
        DEATH_AFTERWARDS
    }

    private final List<String> operations = new ArrayList<>();
    private final int failing;
    private final Failure failure;

    /** The operation with this number, counted from 1, fails. */
    public FailingDisk(int failing, Failure failure) {
        this.failing = failing;
        this.failure = failure;
    }

    /** A disk that works and is only watched. */
    public static FailingDisk never() {
        return new FailingDisk(Integer.MAX_VALUE, Failure.REFUSED);
    }

    /** What was asked of the disk so far. */
    public List<String> operations() {
        return List.copyOf(operations);
    }

    @Override
    public FileChannel create(Path file) throws IOException {
        before("create");
        FileChannel channel = Disk.super.create(file);
        try {
            after();
        } catch (IOException afterwards) {
            channel.close();
            throw afterwards;
        }
        return channel;
    }

    @Override
    public void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        try {
            before("write");
        } catch (IOException cut) {
            if (operations.size() == failing) {
                bytes.limit(bytes.position() + bytes.remaining() / 2);
                Disk.super.write(channel, bytes);
            }
            throw cut;
        }
        Disk.super.write(channel, bytes);
        after();
    }

    @Override
    public void sync(FileChannel channel) throws IOException {
        before("sync");
        after();
    }

    @Override
    public void link(Path name, Path existing) throws IOException {
        before("link");
        Disk.super.link(name, existing);
        after();
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        before("move");
        Disk.super.move(from, to);
        after();
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        before("createDirectory");
        Disk.super.createDirectory(directory);
        after();
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        before("syncDirectory");
        after();
    }

    @Override
    public void delete(Path path) throws IOException {
        before("delete");
        Disk.super.delete(path);
        after();
    }

    private void before(String operation) throws IOException {
        operations.add(operation);
        boolean fails = operations.size() == failing && failure != Failure.DEATH_AFTERWARDS;
        boolean isDead = operations.size() > failing && failure != Failure.REFUSED;
        if (fails || isDead) {
            throw new IOException("No space left on device");
        }
    }

    private void after() throws IOException {
        if (operations.size() == failing && failure == Failure.DEATH_AFTERWARDS) {
            throw new IOException("died");
        }
    }
}
