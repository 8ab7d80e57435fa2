package io.hookline.core.internal.registry;

import io.hookline.api.runtime.CandidateStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** The plugins with some tags in the order in which a route would choose them, each with the reason for its place. */
public final class Ranking {

    private static final Comparator<ServiceReference<?>> BEST_SERVICE_FIRST =
            Comparator.<ServiceReference<?>>comparingInt(Services::ranking)
                    .reversed()
                    .thenComparingLong(Services::id);

    private static final Comparator<Place> BEST_FIRST = Comparator.<Place, Boolean>comparing(
                    place -> !place.hindrance().isEmpty())
            .thenComparing(Comparator.comparingInt(Place::ranking).reversed())
            .thenComparing(place -> place.plugin().version(), Comparator.reverseOrder())
            .thenComparingLong(Place::serviceId);

    private final Routing routing;
    private final @Nullable String type;
    private final List<String> tags;

    /**
     * For given tags and a type.
     *
     * @param type name of an interface of which the plugins have to publish a service; null if any service will do
     */
    public Ranking(Routing routing, @Nullable String type, List<String> tags) {
        this.routing = routing;
        this.type = type;
        this.tags = tags;
    }

    /** The ranking in the current state of the framework. */
    public List<CandidateStatus> now() {
        return of(List.of(), null);
    }

    /**
     * The ranking as a route sees it.
     *
     * @param known what the route has fetched
     * @param chosen the service that it leads to; null if it leads to none
     */
    List<CandidateStatus> of(List<Candidate> known, @Nullable ServiceReference<?> chosen) {
        List<Place> places = new ArrayList<>();
        for (Bundle bundle : routing.context().getBundles()) {
            PluginInfo.of(bundle).stream()
                    .filter(plugin -> plugin.hasAll(tags) && isPlugin(plugin))
                    .forEach(plugin -> places.add(place(plugin, known)));
        }
        places.sort(BEST_FIRST);
        Place first = places.isEmpty() ? null : places.get(0);
        List<CandidateStatus> ranked = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            boolean free = place.hindrance().isEmpty();
            boolean isChosen = chosen == null ? known.isEmpty() && i == 0 && free : chosen.equals(place.service());
            Place next = i + 1 < places.size() ? places.get(i + 1) : null;
            ranked.add(view(place, isChosen, free ? reason(place, first, next) : place.hindrance()));
        }
        return List.copyOf(ranked);
    }

    /** A bundle without {@code @Plugin} counts only if it publishes a matching service. */
    private boolean isPlugin(PluginInfo plugin) {
        return plugin.stated() || (type != null && !services(plugin.bundle()).isEmpty());
    }

    private List<ServiceReference<?>> services(Bundle bundle) {
        return Services.of(bundle).stream()
                .filter(service -> type == null || Services.types(service).contains(type))
                .sorted(BEST_SERVICE_FIRST)
                .toList();
    }

    private Place place(PluginInfo plugin, List<Candidate> known) {
        List<ServiceReference<?>> services = services(plugin.bundle());
        if (services.isEmpty()) {
            return new Place(plugin, null, without(plugin.bundle()));
        }
        List<Candidate> fetched = known.stream()
                .filter(candidate -> services.contains(candidate.reference()))
                .toList();
        Optional<Candidate> serving = fetched.stream()
                .filter(candidate -> candidate.service() != null)
                .min(Candidate.BEST_FIRST);
        ServiceReference<?> service =
                serving.<ServiceReference<?>>map(Candidate::reference).orElse(services.get(0));
        if (!routing.isCalled(plugin.bundle())) {
            return new Place(
                    plugin,
                    service,
                    "no calls go to this release: it is staged, a candidate of a canary, or about to leave");
        }
        if (serving.isEmpty() && !fetched.isEmpty()) {
            return new Place(plugin, service, fetched.get(0).fault());
        }
        return new Place(plugin, service, "");
    }

    private String without(Bundle bundle) {
        if (bundle.getState() != Bundle.ACTIVE) {
            return "its bundle is " + Services.state(bundle) + ", so it publishes nothing";
        }
        List<String> types = Services.of(bundle).stream()
                .flatMap(service -> Services.types(service).stream())
                .distinct()
                .toList();
        return "it publishes " + (type == null ? "no service" : "no " + type)
                + (types.isEmpty() ? "" : "; it publishes " + String.join(", ", types));
    }

    private static String reason(Place place, @Nullable Place first, @Nullable Place next) {
        if (!place.equals(first)) {
            return "it stands behind " + Objects.requireNonNull(first).plugin().label() + ", which "
                    + advantage(first, place);
        }
        if (next == null || !next.hindrance().isEmpty()) {
            return "it is the only one that serves";
        }
        return "it " + advantage(place, next) + " than the next one";
    }

    private static String advantage(Place better, Place worse) {
        if (better.ranking() != worse.ranking()) {
            return "has a higher ranking (" + better.ranking() + " against " + worse.ranking() + ")";
        }
        if (!better.plugin().version().equals(worse.plugin().version())) {
            return "has a higher version (" + better.plugin().version() + " against "
                    + worse.plugin().version() + ")";
        }
        return "has an older service (" + better.serviceId() + " against " + worse.serviceId() + ")";
    }

    private static CandidateStatus view(Place place, boolean chosen, String reason) {
        Bundle bundle = place.plugin().bundle();
        return new CandidateStatus(
                place.plugin().id(),
                PluginInfo.nameOf(bundle),
                bundle.getVersion().toString(),
                bundle.getBundleId(),
                place.ranking(),
                place.plugin().tags(),
                chosen,
                reason);
    }

    /**
     * The place of a plugin.
     *
     * @param service its best service; null if it publishes none that fits
     * @param hindrance why calls cannot go to it; empty if they can
     */
    private record Place(PluginInfo plugin, @Nullable ServiceReference<?> service, String hindrance) {

        int ranking() {
            return Stream.ofNullable(service).mapToInt(Services::ranking).sum();
        }

        long serviceId() {
            return Stream.ofNullable(service).mapToLong(Services::id).sum();
        }
    }
}
