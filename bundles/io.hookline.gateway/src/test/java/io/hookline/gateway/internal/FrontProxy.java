package io.hookline.gateway.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A proxy of another maker in front of the gateway, as lenient as it can be configured. It marks each request that it
 * passes on with {@value #MARK}, and shows the same mark to its client in {@value #ASKED}: so what the proxy takes for
 * a request, and which answer belongs to which request, can be compared with what the gateway says.
 */
final class FrontProxy implements AutoCloseable {

    /** The field of the request that the proxy sets: one word for each request. */
    static final String MARK = "X-Front-Id";

    /** The field of the response by which the proxy says which request it answers. */
    static final String ASKED = "X-Asked";

    private static final int START_SECONDS = 60;
    private static final int ATTEMPTS = 5;

    private final Process process;
    private final InetSocketAddress address;

    private FrontProxy(Process process, InetSocketAddress address) {
        this.process = process;
        this.address = address;
    }

    /** Whose proxy it is. */
    enum Maker {
        NGINX("nginx") {
            @Override
            String configuration(Path folder, int port, int behind) {
                return """
                        daemon off;
                        pid %1$s/nginx.pid;
                        error_log %1$s/error.log;
                        worker_processes 1;
                        events { worker_connections 4096; }
                        http {
                          access_log off;
                          client_body_temp_path %1$s/body;
                          proxy_temp_path %1$s/proxy;
                          fastcgi_temp_path %1$s/fastcgi;
                          uwsgi_temp_path %1$s/uwsgi;
                          scgi_temp_path %1$s/scgi;
                          upstream gateway { server 127.0.0.1:%3$d max_fails=0; keepalive 16; }
                          server {
                            listen 127.0.0.1:%2$d;
                            ignore_invalid_headers off;
                            underscores_in_headers on;
                            merge_slashes off;
                            client_max_body_size 0;
                            client_header_timeout 5s;
                            client_body_timeout 5s;
                            add_header %5$s $request_id always;
                            location / {
                              proxy_pass http://gateway;
                              proxy_http_version 1.1;
                              proxy_set_header Connection "";
                              proxy_set_header Host $http_host;
                              proxy_set_header %4$s $request_id;
                              proxy_request_buffering off;
                              proxy_buffering off;
                              proxy_next_upstream off;
                            }
                          }
                        }
                        """
                        .formatted(folder, port, behind, MARK, ASKED);
            }

            @Override
            List<String> command(Path file) {
                return List.of(
                        "nginx", "-c", file.toString(), "-p", file.getParent().toString());
            }
        },
        HAPROXY("haproxy") {
            @Override
            String configuration(Path folder, int port, int behind) {
                return """
                        global
                          maxconn 4000
                          nbthread 1
                        defaults
                          mode http
                          timeout connect 10s
                          timeout client 5s
                          timeout server 20s
                          timeout http-request 5s
                          option accept-invalid-http-request
                          option accept-invalid-http-response
                          http-reuse always
                        frontend front
                          bind 127.0.0.1:%d
                          unique-id-format %%[uuid()]
                          http-request set-header %s %%[unique-id]
                          http-after-response set-header %s %%[unique-id]
                          default_backend gateway
                        backend gateway
                          server gateway 127.0.0.1:%d
                        """
                        .formatted(port, MARK, ASKED, behind);
            }

            @Override
            List<String> command(Path file) {
                return List.of("haproxy", "-db", "-f", file.toString());
            }
        },
        CADDY("caddy") {
            @Override
            String configuration(Path folder, int port, int behind) {
                return """
                        {
                          admin off
                          auto_https off
                          storage file_system %s
                        }
                        http://:%d {
                          bind 127.0.0.1
                          reverse_proxy 127.0.0.1:%d {
                            header_up %s {http.request.uuid}
                            header_down %s {http.request.uuid}
                            flush_interval -1
                          }
                        }
                        """
                        .formatted(folder, port, behind, MARK, ASKED);
            }

            @Override
            List<String> command(Path file) {
                return List.of("caddy", "run", "--adapter", "caddyfile", "--config", file.toString());
            }
        };

        private final String program;

        Maker(String program) {
            this.program = program;
        }

        abstract String configuration(Path folder, int port, int behind);

        abstract List<String> command(Path file);
    }

    /**
     * Starts one, and waits until it accepts connections.
     *
     * @param folder for its files
     * @param behind the port of 127.0.0.1 that it passes requests on to
     * @throws IOException if its program is not there, or does not start
     */
    static FrontProxy start(Maker maker, Path folder, int behind) throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = freePort();
            Path file = folder.resolve("configuration");
            Files.writeString(file, maker.configuration(folder, port, behind));
            ProcessBuilder command = new ProcessBuilder(maker.command(file))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            command.environment().put("HOME", folder.toString());
            Process process = started(maker, command);
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            if (accepts(process, address)) {
                return new FrontProxy(process, address);
            }
            // Another process may have taken the port in the meantime.
            end(process);
        }
        throw new IOException(maker.program + " does not start: " + Files.readString(log));
    }

    /** Where clients reach it. */
    InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() throws InterruptedException {
        end(process);
    }

    private static void end(Process process) throws InterruptedException {
        // Workers of nginx end with their master, which needs the time to tell them.
        process.destroy();
        if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    private static Process started(Maker maker, ProcessBuilder command) throws IOException {
        try {
            return command.start();
        } catch (IOException e) {
            throw new IOException(
                    maker.program + " cannot be started: install Debian's package of this name, or run the tests"
                            + " without -P native.",
                    e);
        }
    }

    private static boolean accepts(Process process, InetSocketAddress address) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (process.isAlive() && System.nanoTime() < end) {
            try (Socket socket = new Socket()) {
                socket.connect(address, 1_000);
                return process.isAlive();
            } catch (IOException e) {
                if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                    return false;
                }
            }
        }
        return false;
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
