package io.hookline.plugin.policy.internal;

import io.hookline.api.hook.ContextKey;
import io.hookline.api.hook.HookAfter;
import io.hookline.api.hook.HookAt;
import io.hookline.api.hook.NonBlocking;
import io.hookline.api.plugin.HealthCheck;
import io.hookline.api.plugin.LifecycleContext;
import io.hookline.api.plugin.Plugin;
import io.hookline.api.plugin.PluginLifecycle;
import io.hookline.common.text.Printable;
import io.hookline.gateway.hook.ClientCertificate;
import io.hookline.gateway.hook.Exchange;
import io.hookline.gateway.hook.PreRequestHook;
import io.hookline.gateway.hook.Response;
import io.hookline.plugin.policy.rule.AccessRequest;
import io.hookline.plugin.policy.rule.Decision;
import io.hookline.plugin.policy.rule.Policy;
import io.hookline.plugin.policy.rule.PolicyCompiler;
import io.hookline.plugin.policy.rule.ShownCertificate;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.propertytypes.ServiceRanking;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a request pass if the policy allows it. Without a policy no request passes. A decision only computes: it does
 * not block, wait for a lock, or read a file.
 */
@Plugin(
        id = "policy",
        version = "1.0.0",
        tags = {"http", "auth"})
@Component(
        name = "io.hookline.plugin.policy",
        service = {PreRequestHook.class, PluginLifecycle.class, HealthCheck.class, RunningPolicy.class})
@HookAt(PreRequestHook.POINT)
@NonBlocking
@HookAfter({"io.hookline.plugin.apikey", "io.hookline.plugin.jwt"})
@ServiceRanking(700)
@Designate(ocd = PolicyConfig.class)
public final class PolicyHook implements PreRequestHook, PluginLifecycle, HealthCheck, RunningPolicy {

    /** The claims of the client's token, plain JSON values; set by authentication hooks. */
    @SuppressWarnings("rawtypes") // A key is equal to another plugin's if its class is.
    static final ContextKey<Map> CLAIMS = ContextKey.of("io.hookline.claims", Map.class);

    /** What was decided: the texts {@code effect}, {@code rule}, {@code reason} and {@code policy}. */
    @SuppressWarnings("rawtypes")
    static final ContextKey<Map> DECISION = ContextKey.of("io.hookline.decision", Map.class);

    private static final Logger AUDIT = LoggerFactory.getLogger("io.hookline.audit.policy");

    private final PolicyStore store;
    private final Path dataFolder;
    private final Clock clock;
    private volatile Duration limit;

    /** Begins to read the policy. */
    @Activate
    public PolicyHook(PolicyConfig config, BundleContext context) {
        this(config, dataFolder(context.getProperty("hookline.data")), Clock.systemUTC());
    }

    PolicyHook(PolicyConfig config, Path dataFolder, Clock clock) {
        this.dataFolder = dataFolder;
        this.clock = clock;
        this.limit = Duration.ofMillis(config.evaluationMillis());
        this.store = new PolicyStore(source(config), LastGood.in(dataFolder), clock);
    }

    @Modified
    void modified(PolicyConfig config) {
        limit = Duration.ofMillis(config.evaluationMillis());
        store.use(source(config));
    }

    @Deactivate
    void stop() {
        store.close();
    }

    /** Waits until the policy has been read. A wrong one does not fail the start: no request passes then. */
    @Override
    public void start(LifecycleContext context) throws InterruptedException {
        store.awaitFirstLoad(context.remaining());
    }

    @Override
    public @Nullable String problem() {
        PolicyState state = store.state();
        Policy policy = state.policy();
        if (state.refusal() != null) {
            return "the policy file is refused, "
                    + (policy == null ? "and all requests are" : "the policy " + policy.digest() + " still applies")
                    + ": " + state.refusal();
        }
        return policy == null ? "the policy has not been read yet" : null;
    }

    @Override
    public @Nullable Response onRequest(Exchange exchange) {
        Policy policy = store.state().policy();
        if (policy == null) {
            return Response.text(503, "The access rules are not available. Try again later.")
                    .withHeader("Retry-After", "5");
        }
        Decision decision = policy.decide(requestOf(exchange), limit);
        exchange.context().put(DECISION, decision.asMap());
        if (AUDIT.isDebugEnabled()) {
            log(exchange, decision);
        }
        return decision.isAllowed() ? null : Response.text(403, "You are not allowed to do this.");
    }

    @Override
    public PolicyState state() {
        return store.state();
    }

    @Override
    public PolicyCompiler compiler() {
        return store.compiler();
    }

    private AccessRequest requestOf(Exchange exchange) {
        Map<?, ?> claims = exchange.context().get(CLAIMS);
        InetAddress client = exchange.client().getAddress();
        return new AccessRequest(
                exchange.method(),
                exchange.path(),
                exchange.query(),
                new ExchangeFields(exchange.requestHeaders()),
                client == null ? "" : client.getHostAddress(),
                certificateOf(exchange),
                exchange.principal(),
                claims == null ? Map.of() : claims,
                List.of(),
                clock.instant());
    }

    private static ShownCertificate certificateOf(Exchange exchange) {
        ClientCertificate shown = exchange.clientCertificate();
        return shown == null
                ? ShownCertificate.NONE
                : new ShownCertificate(shown.subject(), shown.names(), shown.fingerprint());
    }

    private PolicyStore.Source source(PolicyConfig config) {
        return new PolicyStore.Source(dataFolder.resolve(config.file()), config.pollMillis());
    }

    private static Path dataFolder(@Nullable String named) {
        return Path.of(named == null || named.isEmpty() ? "hookline-data" : named)
                .toAbsolutePath()
                .normalize();
    }

    private static void log(Exchange exchange, Decision decision) {
        String principal = exchange.principal();
        AUDIT.debug(
                "call {}: {} {} {} for {}{}: {} (policy {})",
                exchange.context().callId(),
                decision.effect().text(),
                Printable.excerpt(exchange.method()),
                Printable.excerpt(exchange.path()),
                principal == null ? "an unknown client" : Printable.quoted(principal),
                decision.rule().isEmpty() ? "" : " by " + decision.rule(),
                Printable.excerpt(decision.reason()),
                decision.policy());
    }
}
