package io.hookline.api.hook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares that a hook never blocks the thread that calls it, so that a host may call it on an I/O thread. The term is
 * that of Mutiny, Quarkus and Reactor: the code does not wait for a lock that is held for long, for another thread, a
 * file, a network or a database, does not sleep, and does not compute for more than a few milliseconds.
 *
 * <ul>
 *   <li>On a hook's method: that method never blocks.
 *   <li>On a hook's class: none of the class's methods does, inherited ones included.
 *   <li>On a contract's method, or on a contract: no implementation does. The contract states it as a rule, so that its
 *       hooks need not repeat it.
 * </ul>
 *
 * <p>A hook counts as non-blocking at its point if each method of the contract that it does not leave to a default
 * which does nothing is declared so. The service property {@value HookProperties#NON_BLOCKING} decides for a hook
 * instead of its annotations. A hook that breaks its word loses it: the engine's watchdog names it, and its chain runs
 * on threads that may block until an operator resets its guard or another release takes its place.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface NonBlocking {}
