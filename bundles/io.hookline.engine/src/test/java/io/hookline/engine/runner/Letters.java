package io.hookline.engine.runner;

import io.hookline.api.hook.Compose;
import io.hookline.api.hook.Composition;
import io.hookline.api.hook.Next;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A contract with a mutable argument, and a method for each kind of answer of a hook. */
public interface Letters {

    /** Gets a letter, which it may change. */
    @Compose(Composition.NOTIFY)
    default void receive(Letter letter) throws Exception {}

    /** Changes a text. */
    @Compose(Composition.WATERFALL)
    default String refine(String text) {
        return text;
    }

    /** Wraps the sending of a letter. */
    @Compose(Composition.AROUND)
    default String send(Letter letter, Next<Letter, String> next) throws Exception {
        return next.proceed(letter);
    }

    /** Answers later. */
    @Compose(Composition.FIRST_RESULT)
    default CompletionStage<@Nullable String> find(String key) {
        return CompletableFuture.completedFuture(null);
    }

    /** Holds a text. For one thread at a time. */
    final class Letter {

        String text;

        public Letter(String text) {
            this.text = text;
        }
    }
}
