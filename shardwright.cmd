@echo off
rem Starts Shardwright on Windows: finds a JDK, builds when sources changed, then runs the command line.
rem The same as the shell script `shardwright` beside it; the settings are explained there.
rem   shardwright profile ...   the profiler
rem   shardwright gui           the window
rem   shardwright ...           everything else: plan, simulate, export, validate, ...
setlocal EnableExtensions DisableDelayedExpansion

set "ROOT=%~dp0"
set "ROOT=%ROOT:~0,-1%"
set "MODULE=planner"
set "PARTS=simulator planner"
if "%~1"=="profile" set "MODULE=profiler"
if "%~1"=="profile" set "PARTS=simulator profiler"
if "%~1"=="gui" set "MODULE=gui"
if "%~1"=="gui" set "PARTS=simulator planner gui"
set "JAR=%ROOT%\%MODULE%\target\%MODULE%.jar"
set "STATE=%ROOT%\%MODULE%\target\launcher"

rem ---- a JDK, 17 or newer ------------------------------------------------------------------------------------------

set "JDK="
if defined SHARDWRIGHT_JAVA_HOME (
    call :try_jdk "%SHARDWRIGHT_JAVA_HOME%"
    goto jdk_tried
)
if defined JAVA_HOME call :try_jdk "%JAVA_HOME%"
for /f "delims=" %%j in ('where java 2^>nul') do call :try_jdk "%%~dpj.."
for /d %%d in (
    "%ProgramFiles%\Eclipse Adoptium\jdk-*"
    "%ProgramFiles%\Java\jdk-*"
    "%ProgramFiles%\Microsoft\jdk-*"
    "%ProgramFiles%\Amazon Corretto\jdk*"
    "%ProgramFiles%\Zulu\zulu-*"
    "%USERPROFILE%\.jdks\*"
) do call :try_jdk "%%~d"
:jdk_tried
if defined JDK goto have_jdk
if defined SHARDWRIGHT_JAVA_HOME call :say "SHARDWRIGHT_JAVA_HOME is %SHARDWRIGHT_JAVA_HOME%, which is not the home of a JDK 17 or newer."
call :say "A JDK 17 or newer, java and javac, is needed, and none was found."
call :say "Install one: winget install EclipseAdoptium.Temurin.17.JDK"
call :say "Or name one that is installed elsewhere: set SHARDWRIGHT_JAVA_HOME=C:\path\to\jdk"
exit /b 2
:have_jdk
set "JAVA_HOME=%JDK%"

rem ---- build, when something changed -------------------------------------------------------------------------------

call :why_build
if not defined REASON goto start
if not exist "%ROOT%\target" mkdir "%ROOT%\target"
set "WAITED="
:take_lock
rem Windows lets one process write to a file: whoever opens the lock builds, and a dead one holds nothing.
set "LOCKED="
8>&2 2>nul (9>"%ROOT%\target\launcher.lock" 2>&8 call :build_locked)
if not defined LOCKED (
    if not defined WAITED call :say "waiting for another start that is building ..."
    set "WAITED=yes"
    ping -n 2 127.0.0.1 >nul
    goto take_lock
)
if defined FAILED exit /b 2

rem ---- class data, so that the next start is fast ------------------------------------------------------------------

:start
rem Commands and the searches of the window end after seconds, before an optimizing compiler would pay.
set "TUNING=-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
if "%MODULE%"=="gui" set "TUNING=-XX:+UseParallelGC -XX:TieredStopAtLevel=1"
if "%MODULE%"=="profiler" set "TUNING=-XX:+UseParallelGC"
rem Two collectors at once are refused.
if defined SHARDWRIGHT_JAVA_OPTS echo "%SHARDWRIGHT_JAVA_OPTS%" | findstr /r /c:"XX:+Use[A-Za-z0-9]*GC" >nul && set "TUNING="
set OPTIONS=-Xshare:auto -Xlog:disable %TUNING% -Dfile.encoding=UTF-8 "-Dshardwright.home=%ROOT%"
set "ARCHIVE="
if not "%MODULE%"=="planner" goto run
if not defined LOCALAPPDATA goto run
if not exist "%STATE%" mkdir "%STATE%" 2>nul
if not exist "%STATE%\key" >"%STATE%\key" echo %RANDOM%%RANDOM%%RANDOM%
set "KEY="
<"%STATE%\key" set /p KEY=
set "CACHE=%LOCALAPPDATA%\shardwright"
set "ARCHIVE=%CACHE%\%MODULE%-%KEY%-jdk%BUILD%.jsa"
if exist "%ARCHIVE%" goto run
if not exist "%CACHE%" mkdir "%CACHE%" 2>nul
call :say "preparing fast starts: a few seconds, once ..."
del /q "%CACHE%\%MODULE%-*.jsa" >nul 2>nul
"%JDK%\bin\java.exe" "-XX:ArchiveClassesAtExit=%ARCHIVE%.new" %OPTIONS% -jar "%JAR%" plan --model llama-3-70b --cluster dgx-h100 --gpus 64 --sequence-length 8192 --global-batch 512 --top 3 -o "%STATE%\training-plan.json" >nul 2>nul <nul
if not exist "%ARCHIVE%.new" type nul >"%ARCHIVE%.new" 2>nul
move /y "%ARCHIVE%.new" "%ARCHIVE%" >nul 2>nul

rem ---- run ---------------------------------------------------------------------------------------------------------

:run
if defined ARCHIVE for %%f in ("%ARCHIVE%") do if "%%~zf"=="0" set "ARCHIVE="
if defined ARCHIVE set OPTIONS=%OPTIONS% "-XX:SharedArchiveFile=%ARCHIVE%"
if not "%MODULE%"=="planner" goto run_without_first
"%JDK%\bin\java.exe" %OPTIONS% %SHARDWRIGHT_JAVA_OPTS% -jar "%JAR%" %*
exit /b %ERRORLEVEL%
:run_without_first
set "REST="
for /f "tokens=1,*" %%a in ("%*") do set REST=%%b
if not "%MODULE%"=="profiler" goto run_jar
if "%~2"=="run" goto measure
if "%~2"=="check" goto measure
:run_jar
"%JDK%\bin\java.exe" %OPTIONS% %SHARDWRIGHT_JAVA_OPTS% -jar "%JAR%" %REST%
exit /b %ERRORLEVEL%
rem What measures also needs the tensor library's native code, which is fetched once.
:measure
set "NATIVES=%ROOT%\profiler\target\natives"
rem A Python brings its own.
echo %* | findstr /c:" --python" >nul && goto measure_now
if not exist "%NATIVES%\*-win-x86_64.jar" call :fetch_natives
:measure_now
"%JDK%\bin\java.exe" %OPTIONS% %SHARDWRIGHT_JAVA_OPTS% -cp "%JAR%;%NATIVES%\*" dev.shardwright.profiler.cli.ProfileCommand %REST%
exit /b %ERRORLEVEL%

rem ---- subroutines -------------------------------------------------------------------------------------------------

:find_maven
set "MVN="
for /f "delims=" %%m in ('where mvn.cmd 2^>nul') do if not defined MVN set "MVN=%%m"
if not defined MVN if exist "%MAVEN_HOME%\bin\mvn.cmd" set "MVN=%MAVEN_HOME%\bin\mvn.cmd"
exit /b 0

rem From Maven's own folder if it is there, else from the network.
:fetch_natives
call :find_maven
if not defined MVN exit /b 0
set "PYTORCH="
for /f "tokens=3 delims=<>" %%v in ('findstr /c:"<pytorch.version>" "%ROOT%\pom.xml"') do set "PYTORCH=%%v"
call :say "fetching the PyTorch library, 112 MB, once ..."
if not exist "%STATE%" mkdir "%STATE%"
pushd "%ROOT%"
call "%MVN%" -q -B -ntp -Dstyle.color=never -Dmaven.test.skip=true -pl profiler dependency:copy "-Dartifact=ai.djl.pytorch:pytorch-native-cpu:%PYTORCH%:jar:win-x86_64" "-DoutputDirectory=%NATIVES%" >"%STATE%\natives.log" 2>&1 <nul
if errorlevel 1 call :say "the PyTorch library cannot be fetched; %STATE%\natives.log says why. A network or a Maven mirror is needed once."
popd
exit /b 0

:say
>&2 echo shardwright: %~1
exit /b 0

rem Is %1 the home of a JDK of 17 or newer? The first that is becomes JDK, with its BUILD.
:try_jdk
if defined JDK exit /b 0
if not exist "%~1\bin\javac.exe" exit /b 0
if not exist "%~1\release" exit /b 0
set "MAJOR=0"
set "FOUND="
for /f "usebackq tokens=1,2 delims==" %%n in ("%~1\release") do (
    if "%%n"=="JAVA_VERSION" for /f "tokens=1 delims=.-+" %%m in ("%%~o") do set "MAJOR=%%m"
    if "%%n"=="JAVA_VERSION" if not defined FOUND set "FOUND=%%~o"
    if "%%n"=="JAVA_RUNTIME_VERSION" set "FOUND=%%~o"
)
if %MAJOR% LSS 17 exit /b 0
set "JDK=%~1"
set "BUILD=%FOUND%"
exit /b 0

rem REASON says why a build is needed; it is not defined when what was built is current.
:why_build
set "REASON="
if not exist "%JAR%" set "REASON=first start"
if defined REASON exit /b 0
if defined SHARDWRIGHT_NO_BUILD exit /b 0
if not exist "%STATE%\sources\pom.xml" set "REASON=first start"
if defined REASON exit /b 0
fc /b "%ROOT%\pom.xml" "%STATE%\sources\pom.xml" >nul 2>nul || set "REASON=sources changed"
for %%p in (%PARTS%) do (
    fc /b "%ROOT%\%%p\pom.xml" "%STATE%\sources\%%p.xml" >nul 2>nul || set "REASON=sources changed"
    robocopy "%ROOT%\%%p\src\main" "%STATE%\sources\%%p" /MIR /L /NJH /NJS /NFL /NDL /NP >nul
    if errorlevel 1 set "REASON=sources changed"
)
exit /b 0

:build_locked
set "LOCKED=yes"
set "FAILED="
call :why_build
if not defined REASON exit /b 0
call :find_maven
if not defined MVN (
    set "FAILED=yes"
    call :say "Maven 3.8 or newer is needed to build Shardwright, and no mvn was found."
    call :say "Install it: winget install Apache.Maven"
    exit /b 0
)
call :say "building %MODULE% (%REASON%): about 15 seconds, on a new machine some minutes more for downloads ..."
rem A copy of the sources from before the build, so that an edit during the build is seen by the next start.
if exist "%STATE%\sources" rmdir /s /q "%STATE%\sources"
if exist "%STATE%\sources.new" rmdir /s /q "%STATE%\sources.new"
mkdir "%STATE%\sources.new"
for %%p in (%PARTS%) do (
    robocopy "%ROOT%\%%p\src\main" "%STATE%\sources.new\%%p" /MIR >nul
    copy /y "%ROOT%\%%p\pom.xml" "%STATE%\sources.new\%%p.xml" >nul
)
copy /y "%ROOT%\pom.xml" "%STATE%\sources.new\pom.xml" >nul
pushd "%ROOT%"
call "%MVN%" -q -B -ntp -Dstyle.color=never -Dmaven.test.skip=true -Denforcer.skip=true -Dmaven.jar.forceCreation=true -pl %MODULE% -am package >"%STATE%\build.log" 2>&1 <nul
if errorlevel 1 set "FAILED=yes"
popd
if defined FAILED (
    >&2 findstr /c:"ERROR" /c:"WARNING" "%STATE%\build.log"
    call :say "the build failed; all of it is in %STATE%\build.log"
    exit /b 0
)
move "%STATE%\sources.new" "%STATE%\sources" >nul
if exist "%STATE%\key" del /q "%STATE%\key"
exit /b 0
