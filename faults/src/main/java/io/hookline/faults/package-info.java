/** The fault campaign: random operations and faults against a child process, judged from outside. */
@NullMarked
package io.hookline.faults;

import org.jspecify.annotations.NullMarked;
