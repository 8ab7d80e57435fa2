package io.hookline.browsertests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A folder in which the scripts of the tests run: with the console's own, their types, and npm's packages. */
final class Workshop {

    private static final Path SCRIPTS = Path.of("src", "test", "js").toAbsolutePath();
    private static final Path CONSOLE = Path.of("..", "bundles", "io.hookline.console", "target")
            .toAbsolutePath()
            .normalize();
    private static final Path DISTRIBUTION =
            Path.of("..", "runtime", "target", "hookline").toAbsolutePath().normalize();
    private static final long LONGEST_MINUTES = 8;

    private final Path folder;

    private Workshop(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes the folder anew; npm's packages of before are kept if they are the same.
     *
     * @throws IllegalStateException that says what is missing
     */
    static Workshop prepared(Path folder) throws IOException, InterruptedException {
        require(CONSOLE.resolve("classes/web/app.js"), "build bundles/io.hookline.console first");
        require(DISTRIBUTION.resolve("bin/hookline"), "build runtime first");
        Workshop workshop = new Workshop(folder);
        for (String program : List.of("node", "npm", "chromium")) {
            workshop.require(program);
        }
        Path packages = folder.resolve("package.json");
        boolean known = Files.exists(packages)
                && Files.exists(folder.resolve("node_modules/playwright-core"))
                && Files.mismatch(packages, SCRIPTS.resolve("package.json")) < 0;
        for (String old : List.of("web", "logic", "browser")) {
            delete(folder.resolve(old));
        }
        copy(SCRIPTS, folder);
        copy(CONSOLE.resolve("classes/web"), folder.resolve("web"));
        workshop.types();
        if (!known) {
            Outcome installed =
                    workshop.run("npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts");
            if (installed.status() != 0) {
                throw new IllegalStateException("npm cannot install what the tests need:\n" + installed.output());
            }
        }
        return workshop;
    }

    private static void require(Path file, String cure) {
        if (!Files.exists(file)) {
            throw new IllegalStateException("there is no " + file + ": " + cure);
        }
    }

    private void require(String program) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        try {
            if (run(program, "--version").status() == 0) {
                return;
            }
        } catch (IOException e) {
            throw new IllegalStateException("the profile native needs " + program + ": apt-get install " + program, e);
        }
        throw new IllegalStateException(program + " does not work");
    }

    /** The types of preact, beside its scripts, whose names they take. */
    private void types() throws IOException {
        Path preact;
        try (Stream<Path> found = Files.list(CONSOLE.resolve("webjars/META-INF/resources/webjars/preact"))) {
            preact = found.findFirst().orElseThrow();
        }
        Path lib = folder.resolve("web/lib");
        renamed(preact.resolve("src/index.d.ts"), lib.resolve("preact.d.ts"));
        renamed(preact.resolve("src/jsx.d.ts"), lib.resolve("jsx.d.ts"));
        renamed(preact.resolve("hooks/src/index.d.ts"), lib.resolve("preact-hooks.d.ts"));
    }

    private static void renamed(Path from, Path to) throws IOException {
        Files.writeString(
                to, Files.readString(from).replace("'preact'", "'./preact.js'").replace("'../..'", "'./preact.js'"));
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Runs a program in the folder, to its end. */
    Outcome run(String... command) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("HOOKLINE_DISTRIBUTION", DISTRIBUTION.toString());
        Process process = builder.start();
        try {
            if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
                throw new IllegalStateException(
                        String.join(" ", command) + " has not ended:\n" + Files.readString(output, UTF_8));
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return new Outcome(process.exitValue(), Files.readString(output, UTF_8));
    }

    /**
     * How a program ended.
     *
     * @param status its exit status
     * @param output what it printed
     */
    record Outcome(int status, String output) {}
}
