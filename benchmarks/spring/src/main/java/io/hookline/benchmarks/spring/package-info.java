/** Spring Cloud Gateway as its documentation starts it, with one route to the upstream and nothing else. */
@NullMarked
package io.hookline.benchmarks.spring;

import org.jspecify.annotations.NullMarked;
