package io.hookline.httpcorpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2SpecTest {

    @TempDir
    Path folder;

    @Test
    void failedTestsAreNamed() throws IOException {
        Path report = folder.resolve("report.xml");
        Files.writeString(
                report,
                "<testsuites><testsuite>"
                        + "<testcase package=\"http2/3.5\" classname=\"good\"></testcase>"
                        + "<testcase package=\"http2/5.1\" classname=\"bad\"><failure>no</failure></testcase>"
                        + "<testcase package=\"hpack/2\" classname=\"worse\"><error>no</error></testcase>"
                        + "</testsuite></testsuites>");
        assertThat(H2Spec.parse(report)).isEqualTo(new H2Spec.Report(3, List.of("http2/5.1/bad", "hpack/2/worse")));
    }

    @Test
    @Tag("native")
    void theBinaryRunsAgainstAServerThatSpeaksNoHttp() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread closer = new Thread(() -> closeEachConnection(server), "closer");
            closer.setDaemon(true);
            closer.start();
            H2Spec.Report report = H2Spec.unpack(folder).run(server.getLocalPort(), false, 1);
            assertThat(report.tests()).isGreaterThan(100);
            assertThat(report.failed()).isNotEmpty();
        }
    }

    private static void closeEachConnection(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                socket.getOutputStream().flush();
            } catch (IOException e) {
                return;
            }
        }
    }
}
