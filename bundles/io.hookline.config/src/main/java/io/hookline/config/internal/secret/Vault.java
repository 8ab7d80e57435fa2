package io.hookline.config.internal.secret;

import io.hookline.common.file.DurableFile;
import io.hookline.common.file.OwnerOnly;
import io.hookline.common.file.RegularFile;
import io.hookline.config.internal.schema.Values;
import java.io.IOException;
import java.lang.reflect.Array;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps secrets that arrive as plain values: each goes to a file in {@code secrets/config/} of the data folder that
 * only its owner can read, and the configuration gets the reference {@code $[secret:config/NAME]}. The same secret of
 * an option gets the same reference. The name does not depend on the secret, so it reveals nothing. Safe for use by
 * many threads.
 */
public final class Vault {

    /** The largest secret, in bytes. */
    static final int MOST_BYTES = 1 << 20;

    private static final String FOLDER = "config";
    private static final int NAME_BYTES = 6;
    private static final Pattern OWN = Pattern.compile(".+-[0-9a-f]{" + 2 * NAME_BYTES + "}");
    private static final Logger LOG = LoggerFactory.getLogger(Vault.class);

    private final Path folder;
    private final SecureRandom random = new SecureRandom();

    /** With the folder of secrets, which need not exist. */
    public Vault(Path secrets) {
        this.folder = secrets.resolve(FOLDER);
    }

    /**
     * The value, with a reference in place of each plain secret; the same object if it has none.
     *
     * @throws IOException if a secret cannot be written
     */
    public synchronized Object keep(String pid, String key, Object value) throws IOException {
        List<Object> elements = Values.elements(value);
        if (elements.stream().allMatch(element -> Values.isNoSecret(element.toString()))) {
            return value;
        }
        Object[] kept = new String[elements.size()];
        for (int i = 0; i < kept.length; i++) {
            String element = elements.get(i).toString();
            Array.set(kept, i, Values.isNoSecret(element) ? element : reference(pid + "." + key, element));
        }
        return Values.isMany(value) ? kept : kept[0];
    }

    private String reference(String option, String secret) throws IOException {
        OwnerOnly.createDirectories(folder);
        byte[] content = secret.getBytes(StandardCharsets.UTF_8);
        String prefix = URLEncoder.encode(option, StandardCharsets.UTF_8).replace("*", "%2A") + "-";
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList()) {
                if (Arrays.equals(RegularFile.read(file, MOST_BYTES), content)) {
                    return reference(file);
                }
            }
        }
        byte[] name = new byte[NAME_BYTES];
        random.nextBytes(name);
        Path file = folder.resolve(prefix + HexFormat.of().formatHex(name));
        DurableFile.write(file, content);
        return reference(file);
    }

    /**
     * Deletes the secrets that nothing refers to any more. Files that this class has not named stay.
     *
     * @param names the names in all references, such as {@code config/NAME}
     */
    public synchronized void retain(Set<String> names) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(
                            each -> OWN.matcher(each.getFileName().toString()).matches())
                    .toList()) {
                if (!names.contains(FOLDER + "/" + file.getFileName())) {
                    Files.deleteIfExists(file);
                    LOG.info("the secret {} is deleted: no configuration refers to it any more", file.getFileName());
                }
            }
        } catch (IOException e) {
            LOG.warn("secrets that nothing refers to cannot be deleted from {}", folder, e);
        }
    }

    private static String reference(Path file) {
        return "$[secret:" + FOLDER + "/" + file.getFileName() + "]";
    }
}
