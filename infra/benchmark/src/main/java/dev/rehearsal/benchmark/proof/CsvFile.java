package dev.rehearsal.benchmark.proof;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Comma-separated UTF-8 text with a known header, gzipped when its name ends on .gz. Fields have no quotes. */
record CsvFile(Path path, String header) {

    interface LineReader {

        /** @throws InputException whose sentence goes on after the file and the number of the line */
        void read(String[] fields);
    }

    void forEach(LineReader reader) {
        int number = 1;
        try (BufferedReader lines = open()) {
            if (!header.equals(lines.readLine())) {
                throw new InputException("must be the header " + header + ".");
            }
            int width = fields(header).length;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String[] fields = fields(line);
                if (fields.length != width) {
                    throw new InputException("has " + fields.length + " fields where " + header + " is expected.");
                }
                reader.read(fields);
            }
        } catch (InputException e) {
            throw new InputException(path + ", line " + number + " " + e.getMessage());
        } catch (NoSuchFileException e) {
            throw new InputException(path + " doesn't exist.");
        } catch (IOException e) {
            throw new InputException(path + " can't be read after line " + number + ": " + e.getMessage() + ".");
        }
    }

    private static String[] fields(String line) {
        return line.split(",", -1);
    }

    private BufferedReader open() throws IOException {
        InputStream bytes = Files.newInputStream(path);
        try {
            InputStream text = path.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
            return new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8));
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }
}
