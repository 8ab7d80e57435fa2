package io.hookline.admin.internal.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.admin.internal.http.Limits;
import io.hookline.common.file.Sha256;
import io.hookline.shell.command.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads: streamed, named by their digest, bounded in size and time. */
final class UploadTest {

    @TempDir
    private Path folder;

    private AdminHarness admin;

    @BeforeEach
    void listen() throws IOException {
        admin = new AdminHarness(folder);
    }

    @AfterEach
    void close() {
        admin.close();
    }

    static byte[] jar(String name) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (!name.isEmpty()) {
            main.putValue("Bundle-SymbolicName", name);
            main.putValue("Bundle-Version", "1.2.0");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new JarOutputStream(out, manifest).close();
        return out.toByteArray();
    }

    private HttpAnswer upload(String path, String head, byte[] content) throws IOException {
        String request = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + admin.as(Role.OPERATOR) + head
                + "Content-Type: application/java-archive\r\nContent-Length: " + content.length + "\r\n\r\n";
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(request.getBytes(StandardCharsets.UTF_8));
        all.writeBytes(content);
        return admin.raw(all.toByteArray());
    }

    private List<String> kept() throws IOException {
        Path uploads = folder.resolve("uploads");
        if (!Files.isDirectory(uploads)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(uploads)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aManifestThatUnpacksToTooMuchIsRefused() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(out)) {
            jar.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            jar.write("Manifest-Version: 1.0\nBundle-SymbolicName: a\n\n".getBytes(StandardCharsets.UTF_8));
            jar.write("Name: a\nX: y\n\n".repeat(100_000).getBytes(StandardCharsets.UTF_8));
        }
        HttpAnswer refused = upload("/v1/artifacts", "", out.toByteArray());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("manifest is larger than 1 MiB");
    }

    @Test
    void aTableOfContentsThatFillsTheHeapIsRefused() throws Exception {
        byte[] jar = jar("acme.rate");
        int end = jar.length - 22;
        byte[] large = jar.clone();
        ByteBuffer.wrap(large).order(ByteOrder.LITTLE_ENDIAN).putInt(end + 12, 9 << 20);
        HttpAnswer refused = upload("/v1/artifacts", "", large);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("table of contents is larger than 8 MiB");
        byte[] many = jar.clone();
        ByteBuffer.wrap(many).order(ByteOrder.LITTLE_ENDIAN).putShort(end + 10, (short) 0xFFFF);
        assertThat(upload("/v1/artifacts", "", many).text()).contains("more than 65534 entries");
        // Another end ahead of this one is what a reader may go by.
        byte[] followed = Arrays.copyOf(jar, jar.length + 1);
        assertThat(upload("/v1/artifacts", "", followed).text()).contains("bytes follow its end");
        assertThat(kept()).isEmpty();
    }

    @Test
    void aJarIsKeptUnderItsDigestAndDeployedByIt() throws Exception {
        byte[] jar = jar("acme.rate;singleton:=true");
        String digest = Sha256.of(jar);
        HttpAnswer answer = upload("/v1/artifacts?sha256=" + digest, "", jar);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("location")).isEqualTo("/v1/artifacts/" + digest);
        assertThat(answer.json().path("name").asText()).isEqualTo("acme.rate");
        assertThat(kept()).containsExactly(digest + ".jar", digest + ".json");
        assertThat(Files.readAllBytes(folder.resolve("uploads").resolve(digest + ".jar")))
                .isEqualTo(jar);
        assertThat(admin.send(
                                "POST",
                                "/v1/plans",
                                admin.as(Role.OPERATOR),
                                "{\"action\":\"deploy\",\"artifacts\":[\"" + digest + "\"]}")
                        .status())
                .isEqualTo(200);
        assertThat(admin.commands.requests.get(0).words())
                .startsWith("plan", "--json", "--")
                .last()
                .asString()
                .endsWith("/uploads/" + digest + ".jar");
        assertThat(admin.get("/v1/artifacts/" + digest, admin.as(Role.VIEWER))
                        .json()
                        .path("used")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void anUploadIsKnownAfterARestartAndDeletedAfterADay() throws Exception {
        byte[] jar = jar("acme.rate");
        upload("/v1/artifacts", "", jar);
        Artifacts again = new Artifacts(folder.resolve("uploads"), admin.clock);
        assertThat(again.list()).hasSize(1);
        admin.clock.pass(Duration.ofHours(25));
        assertThat(admin.get("/v1/artifacts", admin.as(Role.VIEWER)).text()).isEqualTo("[ ]\n");
        assertThat(kept()).isEmpty();
    }

    @Test
    void damagedContentIsRefusedByItsDigest() throws Exception {
        byte[] jar = jar("acme.rate");
        assertThat(upload("/v1/artifacts?sha256=" + "0".repeat(64), "", jar).status())
                .isEqualTo(422);
        String right = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(Sha256.of(jar)));
        String wrong = Base64.getEncoder().encodeToString(new byte[32]);
        assertThat(upload("/v1/artifacts", "Content-Digest: sha-256=:" + wrong + ":\r\n", jar)
                        .status())
                .isEqualTo(422);
        assertThat(upload("/v1/artifacts", "Content-Digest: md5=:xx:\r\n", jar).status())
                .isEqualTo(400);
        assertThat(kept()).isEmpty();
        assertThat(upload("/v1/artifacts", "Content-Digest: sha-256=:" + right + ":\r\n", jar)
                        .status())
                .isEqualTo(201);
    }

    @Test
    void whatIsNoPluginIsNotKept() throws Exception {
        assertThat(upload("/v1/artifacts", "", "text".getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(422);
        assertThat(upload("/v1/artifacts", "", jar("")).status()).isEqualTo(422);
        assertThat(kept()).isEmpty();
    }

    @Test
    void aPathInAnUploadsNameLeadsNowhere() throws Exception {
        Files.writeString(folder.resolve("secret.jar"), "mine");
        for (String path : List.of("..%2fsecret", "%2e%2e%2fsecret", "../secret", "..", "x%00", "0/../../secret")) {
            for (String method : List.of("GET", "DELETE")) {
                assertThat(admin.send(method, "/v1/artifacts/" + path, admin.as(Role.OPERATOR), "")
                                .status())
                        .as(path)
                        .isIn(400, 404, 405);
            }
        }
        assertThat(upload("/v1/artifacts?name=../../x.jar", "", jar("../../evil"))
                        .status())
                .isEqualTo(201);
        assertThat(kept()).allMatch(name -> name.matches("[0-9a-f]{64}\\.(jar|json)"));
        assertThat(folder.resolve("secret.jar")).hasContent("mine");
    }

    @Test
    void anEndlessUploadIsStoppedWhileItArrives() throws Exception {
        HttpAnswer announced = upload("/v1/artifacts", "", new byte[2 << 20]);
        assertThat(announced.status()).isEqualTo(413);
        try (Socket connection = admin.connect()) {
            connection
                    .getOutputStream()
                    .write(("POST /v1/artifacts HTTP/1.1\r\nHost: localhost\r\n" + admin.as(Role.OPERATOR)
                                    + "Content-Type: application/java-archive\r\nTransfer-Encoding: chunked\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            byte[] chunk = ("10000\r\n" + "x".repeat(65_536) + "\r\n").getBytes(StandardCharsets.UTF_8);
            try {
                while (true) {
                    connection.getOutputStream().write(chunk);
                }
            } catch (IOException e) {
                // The server has closed the connection.
            }
        }
        assertThat(kept()).isEmpty();
        assertThat(admin.audit.latest(1).get(0).status()).isEqualTo(413);
    }

    @Test
    void aRequestThatDoesNotArriveEndsAtItsDeadline() throws Exception {
        Limits heads = new Limits(1 << 16, 1 << 20, 1, 60, 128, 32);
        try (AdminHarness hasty = new AdminHarness(folder.resolve("a"), heads, 100);
                Socket silent = hasty.connect()) {
            assertThat(HttpAnswer.of(silent.getInputStream().readAllBytes()).status())
                    .isEqualTo(408);
        }
        Limits uploads = new Limits(1 << 16, 1 << 20, 60, 1, 128, 32);
        try (AdminHarness hasty = new AdminHarness(folder.resolve("b"), uploads, 100);
                Socket half = hasty.connect()) {
            half.getOutputStream()
                    .write(("POST /v1/artifacts HTTP/1.1\r\nHost: localhost\r\n" + hasty.as(Role.OPERATOR)
                                    + "Content-Type: application/java-archive\r\nContent-Length: 100\r\n\r\nx")
                            .getBytes(StandardCharsets.UTF_8));
            assertThat(HttpAnswer.of(half.getInputStream().readAllBytes()).status())
                    .isEqualTo(408);
            try (Stream<Path> files = Files.list(folder.resolve("b/uploads"))) {
                assertThat(files).isEmpty();
            }
        }
    }

    @Test
    void noByteOfAnUploadIsTakenWithoutATokenForIt() throws Exception {
        String request = "POST /v1/artifacts HTTP/1.1\r\nHost: localhost\r\nContent-Type:"
                + " application/java-archive\r\nContent-Length: 100000\r\n";
        assertThat(admin.raw(request + "\r\n").status()).isEqualTo(401);
        assertThat(admin.raw(request + admin.as(Role.VIEWER) + "\r\n").status()).isEqualTo(403);
        assertThat(kept()).isEmpty();
    }
}
