#version 330 core

in vec2 texel;
flat in vec3 colour;
flat in float opacity;
flat in float glows;

// Half a mipmap level towards the sharp side: small text stays legible.
const float SHARPER = -0.5;

uniform sampler2D sheet; // brightness times opacity, opacity

layout(location = 0, index = 0) out vec4 light;
layout(location = 0, index = 1) out vec4 cover; // what it hides of the colour behind it

void main() {
    vec2 sampled = texture(sheet, texel, SHARPER).rg;
    // Up to half brightness, 128 of 255, the colour comes up from black; above it turns to white.
    float bright = sampled.r * (255.0 / 128.0);
    float tinted = min(bright, sampled.g);
    float white = max(bright - sampled.g, 0.0) * (128.0 / 127.0);
    vec3 shine = colour * tinted + (1.0 - colour) * white;
    shine *= opacity;
    light = vec4(shine, 1.0);
    // Light hides as much as it is bright: many lights on one spot come near white, and stay
    // colours for longer than a plain sum would.
    cover = vec4(mix(vec3(sampled.g * opacity), shine, glows), 1.0);
}
