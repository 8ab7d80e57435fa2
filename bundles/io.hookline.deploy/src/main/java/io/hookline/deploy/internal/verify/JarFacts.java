package io.hookline.deploy.internal.verify;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.framework.Version;

/**
 * What is known of a jar that passed.
 *
 * @param symbolicName the bundle's symbolic name, without its parameters
 * @param version the bundle's version; 0.0.0 if the manifest names none
 * @param sha256 the digest of the whole file in lower-case hexadecimal
 * @param size the size of the file in bytes
 * @param headers the manifest's main headers; unmodifiable, names are looked up without regard to case
 */
public record JarFacts(String symbolicName, Version version, String sha256, long size, Map<String, String> headers) {

    /** Keeps a copy of the headers. */
    public JarFacts {
        TreeMap<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        headers = Collections.unmodifiableMap(copy);
    }
}
