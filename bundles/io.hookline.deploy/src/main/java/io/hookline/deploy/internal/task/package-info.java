/** Foreign code that runs with a deadline. */
@NullMarked
package io.hookline.deploy.internal.task;

import org.jspecify.annotations.NullMarked;
