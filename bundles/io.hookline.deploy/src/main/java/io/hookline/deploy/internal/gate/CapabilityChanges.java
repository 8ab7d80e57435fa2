package io.hookline.deploy.internal.gate;

import aQute.bnd.header.Attrs;
import aQute.bnd.header.OSGiHeader;
import aQute.bnd.osgi.Processor;
import io.hookline.api.hook.HookProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.Attributes;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/** The changes of what a bundle provides beside packages: hook points, services, and whatever else it declares. */
final class CapabilityChanges {

    private final List<Offer> older;
    private final List<Offer> newer;

    CapabilityChanges(Attributes olderHeaders, Attributes newerHeaders) {
        this.older = offers(olderHeaders);
        this.newer = offers(newerHeaders);
    }

    List<GateChange> find() {
        List<Offer> gone = without(older, newer);
        List<Offer> come = without(newer, older);
        List<GateChange> changes = new ArrayList<>();
        for (Offer offer : gone) {
            Optional<Offer> successor =
                    come.stream().filter(other -> other.isNameOf(offer)).findFirst();
            successor.ifPresent(come::remove);
            changes.add(successor
                    .map(other -> changed(offer, other))
                    .orElseGet(() -> new GateChange(offer.thing(), "no longer provided", Severity.MAJOR, null, null)));
        }
        for (Offer offer : come) {
            changes.add(new GateChange(offer.thing(), "newly provided", Severity.MINOR, null, null));
        }
        return changes;
    }

    /** Requirements ask for attributes: an added one is harmless, a removed or changed one may not be. */
    private static GateChange changed(Offer was, Offer is) {
        Severity severity = Severity.MICRO;
        List<String> what = new ArrayList<>();
        Map<String, String> attributes = new TreeMap<>(was.attributes());
        is.attributes().forEach(attributes::putIfAbsent);
        for (String name : attributes.keySet()) {
            String from = was.attributes().get(name);
            String to = is.attributes().get(name);
            if (!Objects.equals(from, to)) {
                severity = severity.or(severity(name, from, to));
                what.add(name + " was " + Objects.requireNonNullElse(from, "not there") + " and is "
                        + Objects.requireNonNullElse(to, "gone"));
            }
        }
        return new GateChange(is.thing(), String.join(", ", what), severity, null, null);
    }

    private static Severity severity(String name, @Nullable String from, @Nullable String to) {
        if (from == null) {
            return Severity.MINOR;
        }
        if (to == null || !name.equals(Constants.VERSION_ATTRIBUTE)) {
            return Severity.MAJOR;
        }
        try {
            Version was = Version.parseVersion(from);
            Version is = Version.parseVersion(to);
            return is.compareTo(was) < 0 ? Severity.MAJOR : Severity.shownBy(was, is);
        } catch (IllegalArgumentException e) {
            // A list of versions.
            return Severity.MAJOR;
        }
    }

    private static List<Offer> without(List<Offer> offers, List<Offer> others) {
        List<Offer> rest = new ArrayList<>(offers);
        others.forEach(rest::remove);
        return rest;
    }

    private static List<Offer> offers(Attributes headers) {
        List<Offer> offers = new ArrayList<>();
        for (Map.Entry<String, Attrs> clause : OSGiHeader.parseHeader(headers.getValue(Constants.PROVIDE_CAPABILITY))
                .entrySet()) {
            Map<String, String> attributes = new TreeMap<>();
            clause.getValue().forEach((name, value) -> {
                // What a capability uses is the packages' affair, and they are compared themselves.
                if (!name.equals(Constants.USES_DIRECTIVE + ":")) {
                    attributes.put(name, value);
                }
            });
            offers.add(new Offer(Processor.removeDuplicateMarker(clause.getKey()), attributes));
        }
        return offers;
    }

    private record Offer(String namespace, Map<String, String> attributes) {

        boolean isNameOf(Offer other) {
            return namespace.equals(other.namespace) && name().equals(other.name());
        }

        /** The attribute that is called like its namespace; a service's is the interfaces that it has. */
        String name() {
            return Objects.requireNonNullElse(
                    attributes.get(namespace.equals("osgi.service") ? Constants.OBJECTCLASS : namespace), "");
        }

        String thing() {
            String kind = namespace.equals(HookProperties.POINT_NAMESPACE)
                    ? "hook point"
                    : namespace.equals("osgi.service") ? "service" : "capability " + namespace;
            return name().isEmpty() ? kind : kind + " " + name();
        }
    }
}
