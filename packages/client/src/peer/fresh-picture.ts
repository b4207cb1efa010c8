/**
 * A whole picture now. After a break the other side cannot decode what builds on lost pictures, and
 * asks for a whole one only every 3 s (libwebrtc, `max_wait_for_frame`): that alone would keep the
 * picture away for up to 3 s after the path is back. Browsers without the option (webrtc-extensions,
 * "RTCEncodingOptions") ignore it.
 */
export async function freshPicture(peer: RTCPeerConnection): Promise<void> {
  for (const sender of peer.getSenders()) {
    if (sender.track?.kind !== "video") continue;
    const parameters = sender.getParameters();
    const encodingOptions = parameters.encodings.map(() => ({ keyFrame: true }));
    // Parameters are refused while a description is being applied; then a whole picture comes anyway.
    await sender.setParameters(parameters, { encodingOptions }).catch(() => {});
  }
}
