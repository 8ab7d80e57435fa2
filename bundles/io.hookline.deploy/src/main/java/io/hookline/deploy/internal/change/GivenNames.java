package io.hookline.deploy.internal.change;

import io.hookline.deploy.Artifact;
import io.hookline.deploy.artifact.Resolution;
import io.hookline.deploy.internal.receive.ReceivedArtifact;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Names files in messages as the operator gave them: in the store they are named by their digests. */
final class GivenNames {

    private final Map<String, String> names = new TreeMap<>();

    private GivenNames() {}

    static GivenNames of(List<ReceivedArtifact> arriving) {
        GivenNames given = new GivenNames();
        for (ReceivedArtifact received : arriving) {
            given.names.put(String.valueOf(received.content().getFileName()), nameOf(received.artifact()));
        }
        return given;
    }

    /** The same answer, with the given names. */
    Resolution in(Resolution resolution) {
        return new Resolution(
                resolution.refusal(),
                in(resolution.headline()),
                resolution.details().stream().map(this::in).toList());
    }

    private String in(String text) {
        String named = text;
        for (Map.Entry<String, String> name : names.entrySet()) {
            named = named.replace(name.getKey(), name.getValue());
        }
        return named;
    }

    /** The file's name, without its folder; what comes from the store is named by its release. */
    private static String nameOf(Artifact artifact) {
        String origin = artifact.origin();
        String file = origin.substring(Math.max(origin.lastIndexOf('/'), origin.lastIndexOf(':')) + 1)
                .strip();
        return file.endsWith(".jar") || file.endsWith(".wasm") ? file : artifact.label();
    }
}
