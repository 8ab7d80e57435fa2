package io.hookline.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client against a server that answers with given bytes. */
final class ClientTest {

    private static final List<String> OWN = List.of("run", "help");
    private static final String STREAM =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String asked = "";

    @Test
    void printsWhatTheInstanceSaysAndEndsWithItsStatus() throws Exception {
        assertThat(run(
                        STREAM
                                + events(
                                        "print", "{\"text\":\"working … \\u00e4\\n\"}",
                                        "end", "{\"status\":\"DONE\",\"text\":\"[\\n]\\n\"}"),
                        0,
                        "deploy",
                        "a \"b\".jar",
                        "--json"))
                .isZero();
        assertThat(out()).isEqualTo("working … ä\n[\n]\n");
        assertThat(asked)
                .startsWith("POST /v1/commands/deploy HTTP/1.1\r\n")
                .contains("Accept: text/event-stream\r\n")
                .endsWith("{\"arguments\":[\"a \\\"b\\\".jar\",\"--json\"],\"folder\":\""
                        + Path.of("").toAbsolutePath() + "\",\"width\":160,\"fitted\":false}");
    }

    @Test
    void aFailureGoesToStandardErrorBehindTheResult() throws Exception {
        assertThat(run(
                        STREAM
                                + events(
                                        "end",
                                        "{\"status\":\"FAILED\",\"text\":\"report\\n\",\"failure\":\"refused\"}"),
                        0,
                        "plan"))
                .isEqualTo(Client.FAILED);
        assertThat(out()).isEqualTo("report\n");
        assertThat(err()).isEqualTo("refused\n");
        assertThat(run(STREAM + events("end", "{\"status\":\"UNKNOWN\",\"text\":\"\",\"failure\":\"none\"}"), 0, "x y"))
                .isEqualTo(Client.USAGE);
        assertThat(asked).startsWith("POST /v1/commands/x%20y HTTP/1.1\r\n");
        assertThat(run(STREAM + events("end", "{\"status\":\"INTERRUPTED\",\"text\":\"\"}"), 0, "deploy"))
                .isEqualTo(Client.INTERRUPTED);
    }

    @Test
    void aTextThatIsShownAgainReplacesTheEarlierOneOnATerminal() throws Exception {
        String twice = STREAM
                + events(
                        "redraw", "{\"text\":\"a\\nb\\nc\\n\"}",
                        "redraw", "{\"text\":\"d\\n\"}",
                        "redraw", "{\"text\":\"d\\n\"}",
                        "end", "{\"status\":\"DONE\",\"text\":\"\"}");
        run(twice, 3, "canaries");
        assertThat(out()).isEqualTo("a\nb\n\u001B[2F\u001B[Jd\n\u001B[1F\u001B[Jd\n");
        out.reset();
        run(twice, 0, "canaries");
        assertThat(out()).isEqualTo("a\nb\nc\n\nd\n");
    }

    @Test
    void aProblemIsShown() throws Exception {
        String problem = "{\"status\":503,\"detail\":\"Too many\"}";
        assertThat(run(
                        "HTTP/1.1 503 Service Unavailable\r\nContent-Length: " + problem.length() + "\r\n\r\n"
                                + problem,
                        0,
                        "status"))
                .isEqualTo(Client.FAILED);
        assertThat(err()).isEqualTo("hookline: Too many\n");
        assertThat(run(STREAM + events("problem", "{\"status\":500,\"detail\":\"broken\"}"), 0, "status"))
                .isEqualTo(Client.FAILED);
    }

    @Test
    void anInstanceThatIsNotThereOrEndsIsNamed() throws Exception {
        assertThat(client(0).run(List.of("rnu", "--data", folder.toString()), OWN))
                .isEqualTo(Client.UNREACHABLE);
        assertThat(err())
                .contains("no instance listens at " + folder.resolve("admin.sock"))
                .contains("Did you mean hookline run?")
                .contains("Start one: hookline run");
        Path left = folder.resolve("left");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(left));
        }
        assertThat(Files.exists(left)).isTrue();
        assertThat(client(0).run(List.of("status", "--socket=" + left), OWN)).isEqualTo(Client.UNREACHABLE);
        assertThat(err()).contains("the instance at " + left + " cannot be reached", "It may have been killed");
        for (String answer : List.of("", "HTTP/1.1 200 OK\r\n", STREAM, STREAM + "5\r\nev", "nonsense\r\n\r\n")) {
            assertThat(run(answer, 0, "status")).as(answer).isEqualTo(Client.UNREACHABLE);
        }
    }

    @Test
    void anOptionWithoutItsValueOrACommandIsWrongUsage() {
        assertThat(client(0).run(List.of("status", "--data"), OWN)).isEqualTo(Client.USAGE);
        assertThat(client(0).run(List.of("--data", "x"), OWN)).isEqualTo(Client.USAGE);
        assertThat(client(0).run(List.of("--data", "x", "run"), OWN)).isEqualTo(Client.USAGE);
        assertThat(client(0).run(List.of("status", "--server", "host:1"), OWN)).isEqualTo(Client.USAGE);
        assertThat(client(0).run(List.of("status", "--server", "http://h:1"), OWN))
                .isEqualTo(Client.USAGE);
        assertThat(client(0).run(List.of("status", "--server", "http://h:1", "--data", "x"), OWN))
                .isEqualTo(Client.USAGE);
        assertThat(err())
                .contains(
                        "--data needs a value",
                        "a command is missing: name one of the instance",
                        "hookline run --data DIR",
                        "options follow the command run",
                        "--server is an address such as https://",
                        "--server needs a token: name its file by --token-file FILE",
                        "takes --server, or --data or --socket, not both");
    }

    @Test
    void theClientsOptionsStandAnywhereAheadOfTwoHyphens() {
        ClientArguments arguments = arguments(Map.of(), "--data", "x", "config", "a", "-d", "y", "--", "--data", "z");
        assertThat(arguments.endpoint()).isEqualTo(new SocketEndpoint(Path.of("y", "admin.sock")));
        assertThat(arguments.words()).containsExactly("config", "a", "--", "--data", "z");
        assertThat(arguments(Map.of(), "status").endpoint())
                .isEqualTo(new SocketEndpoint(Path.of("hookline-data", "admin.sock")));
        assertThat(arguments(Map.of(), "--socket=s", "status", "--data=x").endpoint())
                .isEqualTo(new SocketEndpoint(Path.of("s")));
    }

    @Test
    void theEnvironmentNamesAServerUnlessAnOptionNamesAnInstanceHere() {
        Map<String, String> environment = Map.of("HOOKLINE_SERVER", "https://h:8181", "HOOKLINE_TOKEN_FILE", "token");
        ServerEndpoint server = new ServerEndpoint(URI.create("https://h:8181"), Path.of("token"), null);
        assertThat(arguments(environment, "status").endpoint()).isEqualTo(server);
        assertThat(arguments(Map.of(), "status", "--server=https://h:8181", "--token-file", "token")
                        .endpoint())
                .isEqualTo(server);
        assertThat(arguments(environment, "status", "--data", "x").endpoint())
                .isEqualTo(new SocketEndpoint(Path.of("x", "admin.sock")));
    }

    @Test
    void anAnswerWithoutAReasonIsExplained() throws Exception {
        assertThat(run("HTTP/1.1 413 Request Entity Too Large\r\nContent-Length: 0\r\n\r\n", 0, "deploy"))
                .isEqualTo(Client.FAILED);
        assertThat(err()).isEqualTo("hookline: the command line, or the file, is larger than the instance takes\n");
        assertThat(run("", 0, "status")).isEqualTo(Client.UNREACHABLE);
        assertThat(err()).contains("without an answer. It has as many clients as it takes");
        assertThat(Refusals.detail(401, "<html>")).contains("hookline token create NAME");
        assertThat(Refusals.detail(418, "")).contains("status 418");
    }

    @Test
    void statesAreColouredOnATerminalOnlyAndNeverInData() throws Exception {
        String running = STREAM + events("end", "{\"status\":\"DONE\",\"text\":\"key 1 RUNNING\\n\"}");
        run(running, 30, "status");
        run(running, 30, "status", "-o", "yaml");
        run(running, 0, "status");
        assertThat(out()).isEqualTo("key 1 \u001B[32mRUNNING\u001B[0m\nkey 1 RUNNING\nkey 1 RUNNING\n");
    }

    private static ClientArguments arguments(Map<String, String> environment, String... words) {
        return ClientArguments.of(List.of(words), environment);
    }

    @Test
    void wordsThatFitAreOffered() throws Exception {
        String json = "{ \"words\" : [ { \"word\" : \"status\", \"description\" : \"Shows.\", \"ended\" : true },"
                + " { \"word\" : \"help\", \"description\" : \"\", \"ended\" : true },"
                + " { \"word\" : \"stop\", \"description\" : \"\", \"ended\" : true } ], \"files\" : true }";
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + json.length() + "\r\n\r\n" + json;
        try (var server = serve(answer)) {
            new WordOffers(print(out), Map.of()).print("", List.of("--socket", socket().toString()), OWN);
        }
        assertThat(out()).isEqualTo("run\nhelp\nstatus\tShows.\nstop\n:files\n");
        out.reset();
        new WordOffers(print(out), Map.of()).print("", List.of("status", "--data"), OWN);
        new WordOffers(print(out), Map.of()).print("", List.of("run"), OWN);
        new WordOffers(print(out), Map.of()).print("--d", List.of("status", "--socket=" + folder.resolve("none")), OWN);
        assertThat(out()).isEqualTo(":files\n:files\n--data\n");
    }

    @Test
    void aCompletionThatDoesNotAnswerIsGivenUp() throws Exception {
        try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            silent.bind(UnixDomainSocketAddress.of(socket()));
            new WordOffers(print(out), Map.of()).print("ru", List.of("--socket", socket().toString()), OWN);
        }
        assertThat(out()).isEqualTo("run\n");
    }

    private int run(String answer, int rows, String... words) throws Exception {
        err.reset();
        try (var server = serve(answer)) {
            List<String> all = new ArrayList<>(List.of("--socket", socket().toString()));
            all.addAll(List.of(words));
            int status = client(rows).run(all, OWN);
            asked = server.asked().join();
            return status;
        }
    }

    private Client client(int rows) {
        return new Client(
                print(out),
                print(err),
                rows == 0 ? Map.of() : Map.of("HOOKLINE_ROWS", String.valueOf(rows), "HOOKLINE_COLUMNS", "0"));
    }

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static String events(String... namesAndData) {
        StringBuilder chunks = new StringBuilder();
        for (int i = 0; i < namesAndData.length; i += 2) {
            byte[] event = ("event: " + namesAndData[i] + "\ndata: " + namesAndData[i + 1] + "\n\n")
                    .getBytes(StandardCharsets.UTF_8);
            chunks.append(Integer.toHexString(event.length))
                    .append("\r\n")
                    .append(new String(event, StandardCharsets.UTF_8))
                    .append("\r\n");
        }
        return chunks.append("0\r\n\r\n").toString();
    }

    private Path socket() {
        return folder.resolve("socket");
    }

    private OneAnswer serve(String answer) throws IOException {
        Files.deleteIfExists(socket());
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket()));
        return new OneAnswer(server, CompletableFuture.supplyAsync(() -> answer(server, answer)));
    }

    /** Reads a request until its JSON ends, and answers. */
    private static String answer(ServerSocketChannel server, String answer) {
        try (SocketChannel channel = server.accept()) {
            StringBuilder request = new StringBuilder();
            ByteBuffer bytes = ByteBuffer.allocate(8_192);
            while (request.indexOf("}") < 0 && channel.read(bytes) >= 0) {
                request.append(StandardCharsets.UTF_8.decode(bytes.flip()));
                bytes.clear();
            }
            ByteBuffer reply = ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8));
            while (reply.hasRemaining()) {
                channel.write(reply);
            }
            return request.toString();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private record OneAnswer(ServerSocketChannel server, CompletableFuture<String> asked) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
