/** Which target of a group a request goes to: states of targets, ejection, and the budget of repetitions. No I/O. */
@NullMarked
package io.hookline.gateway.internal.balance;

import org.jspecify.annotations.NullMarked;
