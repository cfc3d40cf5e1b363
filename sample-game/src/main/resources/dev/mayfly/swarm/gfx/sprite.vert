#version 330 core

// One element of the draw list, as it lies in memory.
layout(location = 0) in vec4 placement; // centre, half of width and height
layout(location = 1) in float rotation;
layout(location = 2) in int sprite;
layout(location = 3) in vec4 tint;
layout(location = 4) in int flags;
layout(location = 5) in vec3 came; // how far in the last tick: right, up, turned

const int SCREEN = 1;
const int GLOW = 2;

uniform mat3x2 views[2]; // of the world, of the screen
uniform float unfinished; // how much of the last tick is not over yet
uniform vec4 rectangles[SPRITES]; // left, top, right, bottom in the texture

out vec2 texel;
flat out vec3 colour;
flat out float opacity;
flat out float glows; // 1 or 0

void main() {
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
    vec2 offset = (corner * 2.0 - 1.0) * placement.zw;
    float turned = rotation - came.z * unfinished;
    float c = cos(turned);
    float s = sin(turned);
    vec2 centre = placement.xy - came.xy * unfinished;
    vec2 at = centre + vec2(c * offset.x - s * offset.y, s * offset.x + c * offset.y);
    gl_Position = vec4(views[flags & SCREEN] * vec3(at, 1.0), 0.0, 1.0);

    vec4 rectangle = rectangles[sprite];
    texel = mix(rectangle.xw, rectangle.zy, corner);
    colour = tint.rgb;
    opacity = tint.a;
    glows = (flags & GLOW) != 0 ? 1.0 : 0.0;
}
