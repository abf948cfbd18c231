/* Defines what jni.h needs on 64-bit Windows, to build for it from another system: a JDK only has this file for its own system. */
#ifndef DUEBY_JNI_MD_H
#define DUEBY_JNI_MD_H

#define JNIEXPORT __declspec(dllexport)
#define JNIIMPORT __declspec(dllimport)
#define JNICALL

typedef int jint;
typedef long long jlong;
typedef signed char jbyte;

#endif
