/** What a call through a chain and a change of it cost: the rows, the runs and the tables. */
@NullMarked
package io.hookline.benchmarks;

import org.jspecify.annotations.NullMarked;
