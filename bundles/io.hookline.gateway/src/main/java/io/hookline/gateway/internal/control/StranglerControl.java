package io.hookline.gateway.internal.control;

import io.hookline.common.text.NearestNames;
import io.hookline.common.text.Printable;
import io.hookline.config.Configurations;
import io.hookline.gateway.internal.config.RouteSettings;
import io.hookline.gateway.internal.config.RouteSettings.WeightedUpstream;
import io.hookline.gateway.internal.config.StranglerSettings;
import io.hookline.gateway.internal.config.UpstreamAddress;
import io.hookline.gateway.internal.config.UpstreamSettings;
import io.hookline.gateway.internal.control.Pilot.Decision;
import io.hookline.gateway.internal.route.RouteSource;
import io.hookline.gateway.internal.route.RoutingPlan;
import io.hookline.gateway.internal.strangle.Migration;
import io.hookline.gateway.strangler.StranglerException;
import io.hookline.gateway.strangler.StranglerStart;
import io.hookline.gateway.strangler.StranglerStatus;
import io.hookline.gateway.strangler.Stranglers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves routes from an old upstream to a new one: as told, and by itself when the new one is worse or good for long
 * enough. The configurations are the only state, so each move is one write, and it goes on after a restart.
 */
@Component(service = Stranglers.class, immediate = true)
public final class StranglerControl implements Stranglers {

    private static final Logger LOG = LoggerFactory.getLogger(StranglerControl.class);
    private static final long LOOK_MILLIS = 1_000;
    private static final long APPLY_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long APPLY_LOOK_MILLIS = 10;

    private final RouteSource routes;
    private final Writes writes;
    private final LongSupplier clock;
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "gateway strangler");
        thread.setDaemon(true);
        return thread;
    });
    // Used by the looking thread alone.
    private final Map<String, Pilot> pilots = new HashMap<>();
    private final Map<String, String> verdicts = new ConcurrentHashMap<>();

    /** Looks at all migrations each second. */
    @Activate
    public StranglerControl(@Reference RouteSource routes, @Reference Configurations configurations) {
        this(routes, configurations, System::nanoTime);
        var unused = looking.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    StranglerControl(RouteSource routes, Configurations configurations, LongSupplier clock) {
        this.routes = routes;
        this.writes = new Writes(configurations);
        this.clock = clock;
    }

    @Deactivate
    void stop() {
        looking.shutdownNow();
    }

    /** Looks at all migrations once. */
    void look() {
        RoutingPlan plan = routes.plan();
        Map<String, Pilot> present = new HashMap<>();
        plan.migrations().values().forEach(migration -> {
            StranglerSettings settings = migration.settings();
            Pilot known = pilots.get(settings.name());
            Pilot pilot = known == null ? new Pilot(settings) : known;
            present.put(settings.name(), pilot);
            try {
                look(migration, pilot, percent(plan, settings));
            } catch (RuntimeException e) {
                LOG.error("strangler {}: {}", settings.name(), e.getMessage(), e);
                verdicts.put(settings.name(), String.valueOf(e.getMessage()));
            }
        });
        pilots.clear();
        pilots.putAll(present);
        verdicts.keySet().retainAll(present.keySet());
    }

    private void look(Migration migration, Pilot pilot, int percent) {
        StranglerSettings settings = migration.settings();
        Decision decision = pilot.look(clock.getAsLong(), settings, percent, migration.counts());
        verdicts.put(settings.name(), decision.reason());
        if (!decision.moves()) {
            return;
        }
        boolean back = decision.percent() < percent;
        String what = "strangler " + settings.name() + ": " + (back ? "back from " : "on from ") + percent + " % to "
                + decision.percent() + " %, " + (back ? "worse: " : "no worse: ") + decision.reason();
        move(writes, settings, decision.percent(), what);
        if (back) {
            LOG.warn("{}", what);
            // Otherwise it would go forward again.
            writes.strangler(settings.name(), Map.of("paused", "true"), what);
        } else {
            LOG.info("{}", what);
        }
    }

    @Override
    public List<StranglerStatus> all() {
        RoutingPlan plan = routes.plan();
        List<StranglerStatus> all = new ArrayList<>();
        plan.migrations().values().forEach(migration -> all.add(statusOf(plan, migration)));
        routes.problems().stream()
                .filter(problem -> problem.kind().equals("strangler"))
                .filter(problem -> all.stream().noneMatch(one -> one.name().equals(problem.name())))
                .forEach(problem -> all.add(StranglerReport.refused(problem.name(), problem.reason())));
        all.sort(Comparator.comparing(StranglerStatus::name));
        return all;
    }

    @Override
    public Stranglers because(String reason) {
        return new ReasonedStranglers(this, writes.because(reason));
    }

    @Override
    public StranglerStatus start(StranglerStart what, String by) {
        return start(writes, what, by);
    }

    StranglerStatus start(Writes writes, StranglerStart what, String by) {
        RoutingPlan plan = routes.plan();
        if (all().stream().anyMatch(one -> one.name().equals(what.name()))) {
            throw new StranglerException("there is a migration " + Printable.of(what.name()) + " already");
        }
        RouteSettings route = route(plan, what.route());
        Migration moving = plan.migrations().get(what.route());
        if (moving != null) {
            throw new StranglerException("the route " + Printable.of(route.name()) + " moves already, by "
                    + Printable.of(moving.settings().name()));
        }
        String to = UpstreamSettings.isAddress(what.to()) ? address(what.to()) : what.to();
        List<WeightedUpstream> others = Shares.without(route, to);
        List<WeightedUpstream> used =
                others.stream().filter(upstream -> upstream.weight() > 0).toList();
        if (used.size() != 1) {
            throw new StranglerException("the route " + Printable.of(route.name())
                    + " leads to several upstreams; write conf/io.hookline.gateway.strangler-"
                    + Printable.of(what.name()) + ".cfg with route, from and to instead");
        }
        String from = used.get(0).name();
        Map<String, String> options = new HashMap<>();
        options.put("upstreams", upstreamsWith(others, from, to));
        if (!what.stickyBy().isEmpty()) {
            options.put("stickyBy", what.stickyBy());
        }
        writes.route(route.name(), options, Set.of("upstream"), by);
        writes.strangler(what.name(), Map.of("route", route.name(), "from", from, "to", to), by);
        return applied(what.name(), "begins", after -> migration(after, what.name()) != null);
    }

    @Override
    public StranglerStatus moveTo(String name, int percent, String by) {
        return moveTo(writes, name, percent, by);
    }

    StranglerStatus moveTo(Writes writes, String name, int percent, String by) {
        Migration migration = known(name);
        move(writes, migration.settings(), percent, by);
        return applied(name, "moves to " + percent + " %", plan -> percent(plan, migration.settings()) == percent);
    }

    @Override
    public StranglerStatus pause(String name, boolean paused, String by) {
        return pause(writes, name, paused, by);
    }

    StranglerStatus pause(Writes writes, String name, boolean paused, String by) {
        known(name);
        writes.strangler(name, Map.of("paused", Boolean.toString(paused)), by);
        return applied(name, paused ? "pauses" : "goes on", plan -> {
            Migration now = migration(plan, name);
            return now != null && now.settings().paused() == paused;
        });
    }

    @Override
    public void finish(String name, String by) {
        finish(writes, name, by);
    }

    void finish(Writes writes, String name, String by) {
        StranglerSettings settings = known(name).settings();
        RoutingPlan plan = routes.plan();
        int percent = percent(plan, settings);
        if (percent != 100) {
            throw new StranglerException("the new upstream has " + percent
                    + " % of the requests. First: hook:strangle to " + Printable.of(name) + " 100");
        }
        List<WeightedUpstream> left = Shares.without(route(plan, settings.route()), settings.from());
        writes.deleteStrangler(name, by);
        if (left.size() == 1) {
            writes.route(settings.route(), Map.of("upstream", settings.to()), Set.of("upstreams"), by);
        } else {
            writes.route(settings.route(), Map.of("upstreams", text(left)), Set.of(), by);
        }
    }

    private void move(Writes writes, StranglerSettings settings, int percent, String by) {
        RouteSettings route = route(routes.plan(), settings.route());
        String upstreams = Shares.with(route, settings.from(), settings.to(), percent);
        writes.route(settings.route(), Map.of("upstreams", upstreams), Set.of(), by);
    }

    /** Waits until what was written is in use: configurations are delivered by another thread. */
    private StranglerStatus applied(String name, String what, Predicate<RoutingPlan> done) {
        long end = System.nanoTime() + APPLY_NANOS;
        while (!done.test(routes.plan())) {
            if (System.nanoTime() - end > 0) {
                throw new StranglerException(
                        Printable.of(name) + " " + what + ": this is written, but not in use yet; see hook:routes");
            }
            try {
                Thread.sleep(APPLY_LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StranglerException("interrupted; the change is written", e);
            }
        }
        RoutingPlan plan = routes.plan();
        return statusOf(plan, known(name));
    }

    private StranglerStatus statusOf(RoutingPlan plan, Migration migration) {
        StranglerSettings settings = migration.settings();
        return StranglerReport.of(
                settings,
                percent(plan, settings),
                verdicts.getOrDefault(settings.name(), "not looked at yet"),
                migration.counts());
    }

    private Migration known(String name) {
        Migration migration = migration(routes.plan(), name);
        if (migration != null) {
            return migration;
        }
        List<StranglerStatus> all = all();
        for (StranglerStatus refused : all) {
            if (refused.name().equals(name)) {
                throw new StranglerException(refused.verdict());
            }
        }
        throw new StranglerException("there is no migration " + Printable.quoted(name) + "."
                + new NearestNames(all.stream().map(StranglerStatus::name).toList()).hint(name));
    }

    private static @Nullable Migration migration(RoutingPlan plan, String name) {
        return plan.migrations().values().stream()
                .filter(migration -> migration.settings().name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static int percent(RoutingPlan plan, StranglerSettings settings) {
        return Shares.percent(route(plan, settings.route()), settings.from(), settings.to());
    }

    private static RouteSettings route(RoutingPlan plan, String name) {
        return plan.routes().stream()
                .filter(route -> route.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new StranglerException("there is no route " + Printable.quoted(name) + "."
                        + new NearestNames(plan.routes().stream()
                                        .map(RouteSettings::name)
                                        .toList())
                                .hint(name)));
    }

    private static String address(String text) {
        try {
            return UpstreamAddress.parse(text).toString();
        } catch (IllegalArgumentException e) {
            throw new StranglerException(String.valueOf(e.getMessage()), e);
        }
    }

    private static String upstreamsWith(List<WeightedUpstream> others, String from, String to) {
        List<WeightedUpstream> all = new ArrayList<>();
        others.forEach(upstream -> all.add(upstream.name().equals(from) ? new WeightedUpstream(from, 100) : upstream));
        all.add(new WeightedUpstream(to, 0));
        return text(all);
    }

    private static String text(List<WeightedUpstream> upstreams) {
        List<String> texts = new ArrayList<>();
        upstreams.forEach(upstream -> texts.add(upstream.name() + ":" + upstream.weight()));
        return String.join(", ", texts);
    }
}
