package io.hookline.admin.internal.http;

import io.hookline.common.text.Printable;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All resources. What is not here is not there. Immutable. */
public final class ResourceTable {

    private static final int LONGEST_PART = 300;

    private final List<Entry> entries;
    private final Resource files;

    /**
     * All of them.
     *
     * @param files what answers a GET outside of the API
     */
    public ResourceTable(List<Resource> resources, Resource files) {
        this.files = files;
        this.entries = resources.stream()
                .map(resource -> new Entry(resource, parts(resource.template())))
                .toList();
    }

    /** The resources, for those who check them. */
    public List<Resource> resources() {
        return entries.stream().map(Entry::resource).toList();
    }

    /**
     * Finds the resource of a request.
     *
     * @param path decoded
     * @throws Problem if there is none, or it does not take the method
     */
    Match find(HttpMethod method, String path) throws Problem {
        List<String> parts = parts(path);
        List<HttpMethod> others = new ArrayList<>();
        for (Entry entry : entries) {
            Map<String, String> parameters = entry.match(parts);
            if (parameters != null) {
                if (entry.resource().method().equals(method)) {
                    return new Match(entry.resource(), parameters);
                }
                others.add(entry.resource().method());
            }
        }
        if (!others.isEmpty()) {
            String takes = others.stream().map(HttpMethod::name).distinct().collect(Collectors.joining(", "));
            throw new Problem(HttpResponseStatus.METHOD_NOT_ALLOWED, Printable.of(path) + " takes " + takes + " only")
                    .with(HttpHeaderNames.ALLOW, takes);
        }
        if (method.equals(HttpMethod.GET) && !path.equals("/v1") && !path.startsWith("/v1/")) {
            return new Match(files, Map.of());
        }
        throw Problem.notFound("There is nothing at " + Printable.of(path) + "; what there is: /v1/openapi.json");
    }

    private static List<String> parts(String path) {
        return Arrays.asList(path.split("/", -1));
    }

    /**
     * A resource that fits.
     *
     * @param parameters the parts that its path names
     */
    record Match(Resource resource, Map<String, String> parameters) {}

    private record Entry(Resource resource, List<String> template) {

        /** Null if it does not fit. A name with a hyphen ahead would be an option of a command. */
        @Nullable
        Map<String, String> match(List<String> parts) {
            if (parts.size() != template.size()) {
                return null;
            }
            Map<String, String> parameters = new LinkedHashMap<>();
            for (int i = 0; i < parts.size(); i++) {
                String name = template.get(i);
                String part = parts.get(i);
                if (name.startsWith("{")) {
                    if (part.isBlank() || part.length() > LONGEST_PART || part.startsWith("-")) {
                        return null;
                    }
                    parameters.put(name.substring(1, name.length() - 1), part);
                } else if (!name.equals(part)) {
                    return null;
                }
            }
            return parameters;
        }
    }
}
