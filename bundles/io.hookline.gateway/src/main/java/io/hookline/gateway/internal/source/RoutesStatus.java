package io.hookline.gateway.internal.source;

import io.hookline.api.hook.HookContext;
import io.hookline.gateway.internal.balance.UpstreamGroup;
import io.hookline.gateway.internal.config.RouteSettings;
import io.hookline.gateway.internal.hook.ExchangeView;
import io.hookline.gateway.internal.message.Fields;
import io.hookline.gateway.internal.message.RequestHead;
import io.hookline.gateway.internal.route.Route;
import io.hookline.gateway.internal.route.RouteSource;
import io.hookline.gateway.internal.route.RouteTable;
import io.hookline.gateway.internal.route.Routing;
import io.hookline.gateway.internal.route.Upstream;
import io.hookline.gateway.internal.upstream.UpstreamTarget;
import io.hookline.gateway.status.GatewayRoutes;
import io.hookline.gateway.status.RefusedConfiguration;
import io.hookline.gateway.status.RouteStatus;
import io.hookline.gateway.status.RouteStatus.UpstreamShare;
import io.hookline.gateway.status.RouteTrial;
import io.hookline.gateway.status.TargetStatus;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Shows the routing of the running server. */
@Component(service = GatewayRoutes.class)
public final class RoutesStatus implements GatewayRoutes {

    private static final RouteTable NONE = new RouteTable(List.of(), null);
    private static final InetSocketAddress NO_CLIENT = new InetSocketAddress(0);

    private final RouteSource source;

    /** Of the server that follows the source. */
    @Activate
    public RoutesStatus(@Reference RouteSource source) {
        this.source = source;
    }

    @Override
    public boolean isRunning() {
        return source.running() != null;
    }

    @Override
    public List<RouteStatus> routes() {
        RouteTable table = table();
        List<RouteStatus> routes = new ArrayList<>();
        table.routes().forEach(route -> routes.add(statusOf(route)));
        Route fallback = table.fallback();
        if (fallback != null) {
            routes.add(statusOf(fallback));
        }
        return routes;
    }

    @Override
    public List<RefusedConfiguration> refused() {
        return source.problems().stream()
                .map(problem ->
                        new RefusedConfiguration(problem.kind(), problem.name(), problem.reason(), problem.kept()))
                .toList();
    }

    @Override
    public List<TargetStatus> targets() {
        Routing running = source.running();
        List<TargetStatus> targets = new ArrayList<>();
        if (running != null) {
            running.upstreams().values().forEach(upstream -> addTo(targets, upstream));
        }
        return targets;
    }

    @Override
    public RouteTrial tryOut(String method, String target, List<Map.Entry<String, String>> headers) {
        RequestHead head = RequestHead.sample(method, target);
        String path = head.target().path();
        Fields fields = head.fields();
        headers.forEach(header -> fields.add(header.getKey(), header.getValue()));
        List<RouteTable.Verdict> verdicts = table().explain(method, path, fields);
        RouteTable.Verdict last = verdicts.isEmpty() ? null : verdicts.get(verdicts.size() - 1);
        Route taking = last == null || last.mismatch() != null ? null : last.route();
        Upstream certain =
                taking == null ? null : taking.certain(new ExchangeView(head, NO_CLIENT, HookContext.create()));
        String host = fields.first("Host");
        return new RouteTrial(
                method,
                host == null ? "" : host,
                path,
                taking == null ? null : statusOf(taking),
                certain == null ? null : certain.name(),
                verdicts.stream().map(RoutesStatus::stepOf).toList());
    }

    private RouteTable table() {
        Routing running = source.running();
        return running == null ? NONE : running.table();
    }

    private static RouteTrial.Step stepOf(RouteTable.Verdict verdict) {
        String mismatch = verdict.mismatch();
        return new RouteTrial.Step(
                verdict.route().name(),
                mismatch == null,
                mismatch == null ? "takes it" : mismatch,
                statusOf(verdict.route()).match());
    }

    private static RouteStatus statusOf(Route route) {
        boolean fallback = route.name().equals(RouteSettings.DEFAULT);
        RouteSettings.Sticky sticky = route.settings().sticky();
        return new RouteStatus(
                route.name(),
                fallback ? 0 : route.settings().priority(),
                fallback ? "everything else" : route.settings().match().text(),
                route.settings().upstreams().stream()
                        .map(upstream -> new UpstreamShare(upstream.name(), upstream.weight()))
                        .toList(),
                sticky == null ? "" : sticky.text(),
                route.calls());
    }

    private static void addTo(List<TargetStatus> targets, Upstream upstream) {
        UpstreamGroup<UpstreamTarget> group = upstream.group();
        for (int i = 0; i < group.targets().size(); i++) {
            UpstreamTarget target = group.targets().get(i);
            targets.add(new TargetStatus(
                    upstream.name(),
                    group.settings().isSingleAddress(),
                    target.name(),
                    group.stateOf(target).name().toLowerCase(Locale.ROOT),
                    group.settings().targets().get(i).weight(),
                    target.origin().connections(),
                    target.inFlight(),
                    target.calls(),
                    target.failures(),
                    target.reason()));
        }
    }
}
