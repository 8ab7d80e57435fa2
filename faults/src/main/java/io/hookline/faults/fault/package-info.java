/** What a step of a campaign does to the process. */
@NullMarked
package io.hookline.faults.fault;

import org.jspecify.annotations.NullMarked;
