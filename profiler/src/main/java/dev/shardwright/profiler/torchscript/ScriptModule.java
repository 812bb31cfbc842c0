package dev.shardwright.profiler.torchscript;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript module of one class {@code M} that holds no weights: a list of tensors, empty at first, which the
 * module's {@code prepare} fills. The archive has the form that {@code torch.jit.save} writes and depends on the code only.
 */
public record ScriptModule(String code) {
    /** Before operator upgraders exist, so that every operator means what the engine's own version says. */
    private static final String OPERATOR_VERSION = "10\n";

    private static final String FOLDER = "kernel/";
    private static final LocalDateTime MOMENT = LocalDateTime.of(2000, 1, 1, 0, 0);

    /** Bytes of a file that {@code torch.jit.load} reads; equal code yields equal bytes. */
    public byte[] archive() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            add(zip, "data.pkl", Pickle.emptyModule());
            add(zip, "code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
            add(zip, "constants.pkl", Pickle.emptyTuple());
            add(zip, "version", OPERATOR_VERSION.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Stored, not deflated: compressors differ from one Java runtime to the next. */
    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(FOLDER + name);
        entry.setTimeLocal(MOMENT);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        CRC32 checksum = new CRC32();
        checksum.update(content);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
