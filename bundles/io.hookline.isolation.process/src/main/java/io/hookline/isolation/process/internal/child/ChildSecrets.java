package io.hookline.isolation.process.internal.child;

import io.hookline.api.plugin.Secrets;
import io.hookline.isolation.process.internal.wire.Kind;
import io.hookline.isolation.process.internal.wire.Link;
import io.hookline.isolation.process.internal.wire.Message;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/** Asks the runtime for secrets. It gives a bundle those of its own configurations. Safe for use by many threads. */
final class ChildSecrets implements ServiceFactory<Secrets> {

    private static final long WAIT_SECONDS = 10;

    private final Link link;
    private final AtomicLong questions = new AtomicLong();
    private final Map<Long, CompletableFuture<String>> waiting = new ConcurrentHashMap<>();

    ChildSecrets(Link link) {
        this.link = link;
    }

    @Override
    public Secrets getService(Bundle bundle, ServiceRegistration<Secrets> registration) {
        String plugin = bundle.getSymbolicName();
        return configured -> configured.contains("$[") ? ask(plugin, configured) : configured;
    }

    @Override
    public void ungetService(Bundle bundle, ServiceRegistration<Secrets> registration, Secrets service) {}

    private String ask(String plugin, String configured) {
        long question = questions.incrementAndGet();
        CompletableFuture<String> answer = new CompletableFuture<>();
        waiting.put(question, answer);
        try {
            link.send(Kind.SECRET, question, plugin, configured);
            return answer.get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw new IllegalArgumentException(String.valueOf(cause == null ? e : cause.getMessage()), e);
        } catch (IOException | TimeoutException e) {
            throw new IllegalArgumentException("the runtime has not given the secret: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalArgumentException("interrupted while asking for a secret", e);
        } finally {
            waiting.remove(question);
        }
    }

    /** Takes the runtime's answer, on the thread that reads. */
    void answered(Message message) throws IOException {
        CompletableFuture<String> answer = waiting.get(message.number(0));
        if (answer == null) {
            return;
        }
        if (message.value(1) == null) {
            answer.completeExceptionally(new IllegalArgumentException(message.text(2)));
        } else {
            answer.complete(message.text(1));
        }
    }
}
