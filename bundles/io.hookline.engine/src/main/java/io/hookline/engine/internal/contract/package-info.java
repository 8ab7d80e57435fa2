/** Reads an interface as a contract: which methods it has and how each is composed. */
@NullMarked
package io.hookline.engine.internal.contract;

import org.jspecify.annotations.NullMarked;
