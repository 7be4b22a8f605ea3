/** Loads the OpenVINO libraries. */
package org.bytedeco.openvino.pellucid;
