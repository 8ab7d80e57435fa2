package io.hookline.admin.internal.api;

import io.hookline.admin.internal.http.Problem;
import io.hookline.admin.internal.http.Reply;
import io.hookline.admin.internal.http.Request;
import io.hookline.admin.internal.http.Resource;
import io.hookline.admin.internal.http.Resource.Kind;
import io.hookline.admin.internal.http.Upload;
import io.hookline.common.json.Json;
import io.hookline.shell.command.Role;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Uploads. Safe for use by many threads. */
final class ArtifactResources {

    private static final String PATH = "/v1/artifacts";
    private static final Pattern DIGEST = Pattern.compile("(?:^|,)\\s*sha-256=:([A-Za-z0-9+/]{43}=):");

    private final Artifacts artifacts;

    ArtifactResources(Artifacts artifacts) {
        this.artifacts = artifacts;
    }

    List<Resource> all() {
        String one = PATH + "/{digest}";
        return List.of(
                new Resource(
                        "listArtifacts",
                        HttpMethod.GET,
                        PATH,
                        Role.VIEWER,
                        Kind.READING,
                        (request, reply) -> reply.json(Json.of(artifacts.list()))),
                new Resource("uploadArtifact", HttpMethod.POST, PATH, Role.OPERATOR, Kind.UPLOADING, this::upload),
                new Resource(
                        "getArtifact",
                        HttpMethod.GET,
                        one,
                        Role.VIEWER,
                        Kind.READING,
                        (request, reply) -> reply.json(Json.of(artifacts.get(request.parameter("digest"))))),
                new Resource(
                        "deleteArtifact", HttpMethod.DELETE, one, Role.OPERATOR, Kind.CHANGING, (request, reply) -> {
                            artifacts.delete(request.parameter("digest"));
                            reply.empty(HttpResponseStatus.NO_CONTENT);
                        }));
    }

    private void upload(Request request, Reply reply) throws Problem {
        Upload upload = request.upload();
        if (upload == null) {
            throw new IllegalStateException("an upload without a file");
        }
        String digest = upload.sha256();
        check(request.query("sha256"), digest);
        check(header(request), digest);
        Artifact artifact = artifacts.keep(upload, digest, request.who().actor().toString());
        request.note().says(artifact.name() + "@" + artifact.version(), digest);
        reply.header(HttpHeaderNames.LOCATION, PATH + "/" + digest);
        reply.json(HttpResponseStatus.CREATED, Json.of(artifact));
    }

    /** The digest of the header field; empty if there is none. */
    private static String header(Request request) throws Problem {
        String field = request.header("Content-Digest");
        if (field.isEmpty()) {
            return "";
        }
        Matcher matcher = DIGEST.matcher(field);
        if (!matcher.find()) {
            throw Problem.malformed("Content-Digest has to name sha-256=:BASE64:");
        }
        return HexFormat.of().formatHex(Base64.getDecoder().decode(matcher.group(1)));
    }

    private static void check(String expected, String digest) throws Problem {
        if (!expected.isEmpty() && !expected.toLowerCase(Locale.ROOT).equals(digest)) {
            throw new Problem(
                    HttpResponseStatus.UNPROCESSABLE_ENTITY,
                    "The content that arrived has another digest, " + digest
                            + ": it was damaged, or the digest is wrong");
        }
    }
}
