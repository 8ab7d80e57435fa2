package io.hookline.config.internal.store;

import io.hookline.common.file.DurableFile;
import io.hookline.common.file.RegularFile;
import io.hookline.common.file.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Dictionary;
import org.apache.felix.cm.file.ConfigurationHandler;

/**
 * The file of a revision: a line with the digest of the rest, then the properties in Felix's format. Without the digest
 * a truncated file could be read, and would lack settings. Files of earlier versions have no such line.
 */
final class RecordFile {

    private static final int MOST_BYTES = 16 << 20;
    private static final String DIGEST = "# sha256 ";
    private static final int LINE = DIGEST.length() + 64 + 1;

    private RecordFile() {}

    static void write(Path file, Dictionary<String, Object> properties) throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        ConfigurationHandler.write(written, properties);
        byte[] content = written.toByteArray();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes((DIGEST + Sha256.of(content) + "\n").getBytes(StandardCharsets.US_ASCII));
        whole.writeBytes(content);
        DurableFile.write(file, whole.toByteArray());
    }

    /**
     * Reads the properties.
     *
     * @throws IOException if the file cannot be read, or is damaged
     */
    @SuppressWarnings("unchecked")
    static Dictionary<String, Object> read(Path file) throws IOException {
        byte[] whole = RegularFile.read(file, MOST_BYTES);
        boolean signed =
                whole.length >= LINE && new String(whole, 0, DIGEST.length(), StandardCharsets.US_ASCII).equals(DIGEST);
        byte[] content = signed ? Arrays.copyOfRange(whole, LINE, whole.length) : whole;
        if (signed) {
            String digest = new String(whole, DIGEST.length(), 64, StandardCharsets.US_ASCII);
            if (!digest.equals(Sha256.of(content))) {
                throw new IOException("its digest does not match");
            }
        }
        Dictionary<String, Object> properties = ConfigurationHandler.read(new ByteArrayInputStream(content));
        if (properties == null || properties.get(StoredRevision.AT) == null) {
            throw new IOException("it is cut off");
        }
        return properties;
    }
}
