@NullMarked
package io.hookline.common.config;

import org.jspecify.annotations.NullMarked;
