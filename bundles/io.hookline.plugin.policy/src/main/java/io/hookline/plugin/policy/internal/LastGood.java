package io.hookline.plugin.policy.internal;

import io.hookline.common.file.DurableFile;
import io.hookline.common.file.OwnerOnly;
import io.hookline.common.file.RegularFile;
import io.hookline.common.file.Sha256;
import io.hookline.plugin.policy.rule.PolicyCompiler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The copy of the last policy that was applied, kept for a start at which the policy file is wrong. It lies in the data
 * folder, because the data areas of bundles are lost with the framework's cache. Its first line is the SHA-256 digest
 * of what follows.
 */
final class LastGood {

    private static final int DIGEST_LINE = 65;

    private final Path folder;
    private final Path file;

    private LastGood(Path folder) {
        this.folder = folder;
        this.file = folder.resolve("last-good.json");
    }

    /** The copy in a data folder. */
    static LastGood in(Path dataFolder) {
        return new LastGood(dataFolder.resolve("policy"));
    }

    /** Keeps a policy, durably. */
    void save(byte[] content) throws IOException {
        byte[] head = (Sha256.of(content) + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(head, head.length + content.length);
        System.arraycopy(content, 0, all, head.length, content.length);
        OwnerOnly.createDirectories(folder);
        DurableFile.write(file, all);
    }

    /**
     * The kept policy; empty if there is none.
     *
     * @throws IOException if it cannot be read, or is damaged
     */
    Optional<byte[]> load() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        byte[] all = RegularFile.read(file, PolicyCompiler.MOST_BYTES + DIGEST_LINE);
        if (all.length < DIGEST_LINE) {
            throw new IOException("the kept policy is damaged");
        }
        byte[] content = Arrays.copyOfRange(all, DIGEST_LINE, all.length);
        String digest = new String(all, 0, DIGEST_LINE - 1, StandardCharsets.US_ASCII);
        if (!digest.equals(Sha256.of(content))) {
            throw new IOException("the kept policy is damaged: its digest differs");
        }
        return Optional.of(content);
    }
}
