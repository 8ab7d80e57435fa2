package io.hookline.api.hook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * States how the hooks of a chain are composed when this contract method is called.
 *
 * <p>A {@code void} method without it is composed by {@link Composition#NOTIFY}; any other method of a contract must
 * carry it, or opening the point fails.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Compose {

    /** The composition. */
    Composition value();

    /** Whether the hooks are called last to first, as for clean-up that mirrors a set-up. */
    boolean reverse() default false;

    /**
     * Whether all hooks begin at once, instead of each after the one before it has completed. Only for methods that
     * return a {@link java.util.concurrent.CompletionStage}, and not for {@link Composition#WATERFALL} and {@link
     * Composition#AROUND}.
     */
    boolean parallel() default false;
}
