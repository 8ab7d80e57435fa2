/** The command line for a running instance: sends a command line to its admin API, and shows the answer. */
@NullMarked
package io.hookline.runtime.client;

import org.jspecify.annotations.NullMarked;
