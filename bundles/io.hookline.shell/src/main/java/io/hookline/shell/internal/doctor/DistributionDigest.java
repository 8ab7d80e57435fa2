package io.hookline.shell.internal.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The digest of a distribution's jars: two machines with the same one run the same code. */
final class DistributionDigest {

    private DistributionDigest() {}

    /** SHA-256 of the names and contents of the jars in {@code lib/}, {@code bundles/} and {@code plugins/}. */
    static String of(Path home) throws IOException {
        MessageDigest digest = sha256();
        for (String folder : List.of("lib", "bundles", "plugins")) {
            Path inside = home.resolve(folder);
            if (!Files.isDirectory(inside)) {
                continue;
            }
            try (Stream<Path> files = Files.walk(inside)) {
                List<Path> jars = files.filter(file -> file.toString().endsWith(".jar"))
                        .sorted()
                        .toList();
                for (Path jar : jars) {
                    String name = home.relativize(jar).toString().replace('\\', '/');
                    digest.update((name + '\n').getBytes(StandardCharsets.UTF_8));
                    digest.update(sha256().digest(Files.readAllBytes(jar)));
                }
            }
        }
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
