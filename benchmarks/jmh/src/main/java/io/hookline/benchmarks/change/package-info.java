/** What a change of the live set costs those who call meanwhile. */
@NullMarked
package io.hookline.benchmarks.change;

import org.jspecify.annotations.NullMarked;
