package dev.rehearsal.local.launcher;

import dev.rehearsal.local.process.LocalStackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Held while a data folder's processes are started or stopped. The system releases it when its holder dies. */
final class StackLock implements AutoCloseable {
    private final FileChannel file;

    private StackLock(FileChannel file) {
        this.file = file;
    }

    /** Throws when another launcher holds it, or when one of the stack's {@code folders} in it isn't the stack's. */
    static StackLock take(Path data, List<String> folders) {
        Path path = data.resolve("lock");
        try {
            if (!Files.exists(path) && folders.stream().map(data::resolve).anyMatch(Files::exists)) {
                throw new LocalStackException(data + " holds something else: set REHEARSAL_DATA to a folder of the stack's own.");
            }
            Files.createDirectories(data);
            FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = file.tryLock();
            if (lock == null) {
                throw new LocalStackException("Another up or down is at work on " + data + " (process "
                        + Files.readString(path).trim() + "): wait until it has finished, or end it.");
            }
            file.truncate(0);
            file.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
            return new StackLock(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isHeld() {
        return file.isOpen();
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
