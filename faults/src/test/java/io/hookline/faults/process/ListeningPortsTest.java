package io.hookline.faults.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class ListeningPortsTest {

    @Test
    @EnabledOnOs(OS.LINUX)
    void thePortsOfAProcessAreFound() throws IOException {
        long pid = ProcessHandle.current().pid();
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
            assertThat(ListeningPorts.of(pid)).contains(port);
        }
        assertThat(ListeningPorts.of(pid)).doesNotContain(port);
        assertThat(ListeningPorts.of(Long.MAX_VALUE)).isEmpty();
    }
}
