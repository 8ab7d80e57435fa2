package io.hookline.plugin.jwt.internal;

import io.hookline.api.hook.ContextKey;
import io.hookline.api.hook.HookAt;
import io.hookline.api.hook.NonBlocking;
import io.hookline.api.plugin.HealthCheck;
import io.hookline.api.plugin.LifecycleContext;
import io.hookline.api.plugin.Plugin;
import io.hookline.api.plugin.PluginLifecycle;
import io.hookline.common.identity.RefusedTokenException;
import io.hookline.gateway.hook.Exchange;
import io.hookline.gateway.hook.PreRequestHook;
import io.hookline.gateway.hook.Response;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.propertytypes.ServiceRanking;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a request pass if it has a valid bearer token, and leaves the token's claims for later hooks. Never blocks: keys
 * are fetched elsewhere.
 */
@Plugin(
        id = "jwt",
        version = "1.0.0",
        tags = {"http", "auth"})
@Component(
        name = "io.hookline.plugin.jwt",
        immediate = true,
        service = {PreRequestHook.class, HealthCheck.class, PluginLifecycle.class})
@HookAt(PreRequestHook.POINT)
@NonBlocking
@ServiceRanking(950)
@Designate(ocd = JwtConfig.class)
public final class JwtHook implements PreRequestHook, HealthCheck, PluginLifecycle {

    /**
     * The claims of the request's token, for later hooks: an unmodifiable map of plain values. Another plugin uses its
     * own key of the same name and type.
     */
    @SuppressWarnings("rawtypes") // A class object has no parameters.
    static final ContextKey<Map> CLAIMS = ContextKey.of("io.hookline.claims", Map.class);

    private static final Logger LOG = LoggerFactory.getLogger(JwtHook.class);

    private static final String AUTHORIZATION = "Authorization";

    private static final Response NO_TOKEN = refusal("Bearer");
    private static final Response BAD_TOKEN = refusal("Bearer error=\"invalid_token\"");
    private static final Response NO_KEYS =
            Response.text(503, "Tokens cannot be verified at the moment.").withHeader("Retry-After", "1");

    private final TokenVerifier verifier;
    private final RefusalLog refusals = new RefusalLog(System::nanoTime);
    private volatile JwtConfig config;

    /** Refuses every token until there is an issuer. */
    @Activate
    public JwtHook(JwtConfig config) {
        this(config, Clock.systemUTC());
    }

    JwtHook(JwtConfig config, Clock clock) {
        this.config = config;
        this.verifier = new TokenVerifier(config.cachedTokens(), clock);
    }

    @Modified
    void modified(JwtConfig changed) {
        if (changed.cachedTokens() != config.cachedTokens()) {
            verifier.cachedTokens(changed.cachedTokens());
        }
        config = changed;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindIssuer(IssuerEntry entry) {
        verifier.add(entry.issuer());
    }

    void unbindIssuer(IssuerEntry entry) {
        verifier.remove(entry.issuer());
    }

    void add(Issuer issuer) {
        verifier.add(issuer);
    }

    /** Waits until the keys of every issuer have been fetched, or could not be. Then health tells what is missing. */
    @Override
    public void start(LifecycleContext context) throws InterruptedException {
        CompletableFuture<Void> attempts = CompletableFuture.allOf(
                verifier.issuers().stream().map(Issuer::firstAttempt).toArray(CompletableFuture<?>[]::new));
        try {
            attempts.get(context.remaining().toMillis() / 2, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("not all keys are there yet", e);
        }
        String problem = problem();
        if (problem != null) {
            LOG.warn("{}", problem);
        }
    }

    @Override
    public @Nullable String problem() {
        return verifier.problem();
    }

    @Override
    public @Nullable Response onRequest(Exchange exchange) {
        JwtConfig current = config;
        List<String> fields = exchange.requestHeaders().all(AUTHORIZATION);
        if (BearerToken.isAbsent(fields)) {
            return refused(exchange, "it has no bearer token", NO_TOKEN);
        }
        try {
            Identity identity = verifier.verify(BearerToken.of(fields, current.maxTokenBytes()));
            exchange.setPrincipal(identity.principal());
            exchange.context().put(CLAIMS, identity.claims());
            if (!current.forwardToken()) {
                exchange.requestHeaders().remove(AUTHORIZATION);
            }
            return null;
        } catch (RefusedTokenException e) {
            return refused(exchange, String.valueOf(e.getMessage()), BAD_TOKEN);
        } catch (TokenVerifier.NoKeysException e) {
            return refused(exchange, String.valueOf(e.getMessage()), NO_KEYS);
        }
    }

    private Response refused(Exchange exchange, String reason, Response response) {
        refusals.refused(exchange.context().callId(), reason);
        return response;
    }

    private static Response refusal(String challenge) {
        return Response.text(401, "A valid bearer token is required.").withHeader("WWW-Authenticate", challenge);
    }
}
