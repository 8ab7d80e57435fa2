@NullMarked
package io.hookline.runtime.client;

import org.jspecify.annotations.NullMarked;
